import { randomUUID } from 'node:crypto';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Pool } from 'pg';
import { v7 } from 'uuid';
import type { Installation } from './installation';

const UNFOLLOWED = 'manual' as const;

/** A person with a connected channel of the YouTube emulator, and videos that are ready to be published there. */
export class PublishingChannel {
  private constructor(
    private readonly installation: Installation,
    private readonly database: Pool,
    private readonly userId: string,
    private readonly accountId: string,
  ) {}

  /** @param emulator address of the YouTube emulator */
  static async connect(installation: Installation, api: string, emulator: string): Promise<PublishingChannel> {
    const database = new Pool({ connectionString: installation.databaseUrl, max: 2 });
    const person = { email: `${randomUUID()}@example.test`, password: `pass ${randomUUID()}`, name: 'Bench' };
    const { access_token: token, user } = await ask<{ access_token: string; user: { id: string } }>(
      `${api}/api/auth/register`,
      person,
    );
    await database.query('update users set email_verified_at = now() where id = $1', [user.id]);
    const started = await fetch(`${api}/oauth/youtube/start`, { headers: { authorization: `Bearer ${token}` } });
    const { auth_url: consent } = (await started.json()) as { auth_url: string };
    const cookie = (started.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    await ask(`${emulator}/_test/consents`, { decision: 'approve' });
    const agreed = await fetch(consent, { redirect: UNFOLLOWED });
    const { pathname, search } = new URL(agreed.headers.get('location') ?? '');
    const back = await fetch(`${api}${pathname}${search}`, { redirect: UNFOLLOWED, headers: { cookie } });
    const connected = new URL(back.headers.get('location') ?? '').searchParams.get('connected');
    if (!connected) throw new Error(`the channel was not connected: ${back.headers.get('location')}`);
    return new PublishingChannel(installation, database, user.id, connected);
  }

  close(): Promise<void> {
    return this.database.end();
  }

  /** Stores a file without content that takes no room on the disk, and schedules its post for now. Returns its id. */
  async post(bytes: number): Promise<string> {
    const [upload, post] = [v7(), v7()];
    const key = `uploads/${this.userId}/${upload}/rendition-1.mp4`;
    const path = join(this.installation.env.DATA_DIR ?? '', 'objects', key);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
    truncateSync(path, bytes);
    await this.database.query(
      `insert into uploads (id, user_id, created_by, filename, size_bytes, content_type, storage, object_key, urls_end_at, privacy)
       values ($1, $2, $2, 'large.mp4', $3, 'video/mp4', 'local', $4, now(), 'unlisted')`,
      [upload, this.userId, bytes, key],
    );
    for (const status of ['queued', 'processing', 'ready', 'publishing'])
      await this.database.query('update uploads set status = $2, received_at = now() where id = $1', [upload, status]);
    const facts = { bytes, seconds: 60, width: 1_920, height: 1_080, frameRate: 30 };
    const file = { storage: 'local', key, sizeBytes: bytes, contentType: 'video/mp4', facts };
    const texts = { title: 'A large video', description: '', tags: [], privacy: 'unlisted' };
    await this.database.query(
      `insert into publications (id, user_id, upload_id, account_id, account_name, platform, file, texts)
       values ($1, $2, $3, $4, 'A channel', 'youtube', $5, $6)`,
      [post, this.userId, upload, this.accountId, file, texts],
    );
    await this.database.query(
      `update publications set status = 'scheduled', released_at = now(), due_at = now(), deadline_at = now() where id = $1`,
      [post],
    );
    await this.database.query(
      `insert into outbox (queue, name, job_id, payload, request_id, due_at) values ('io', 'publication.advance', $1, $2, 'benchmark', now())`,
      [`publication.advance-${post}`, JSON.stringify({ publicationId: post })],
    );
    return post;
  }

  /** @throws Error when one has failed */
  async statesOf(posts: readonly string[]): Promise<{ status: string; progress: number }[]> {
    const { rows } = await this.database.query<{ status: string; progress: number; fault: object | null }>(
      'select status, progress, fault from publications where id = any($1)',
      [posts],
    );
    const failed = rows.find(({ status }) => status === 'failed' || status === 'cancelled');
    if (failed) throw new Error(`a post is ${failed.status}: ${JSON.stringify(failed.fault)}`);
    return rows;
  }

  /** Reconciliation publishes posts again whose worker has vanished; here it need not wait for the end of the lease. */
  async releaseLeases(): Promise<void> {
    await this.database.query(
      `update publications set lease_until = now(), due_at = now(), deadline_at = now() where lease_until is not null`,
    );
  }
}

async function ask<T>(url: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
  return (text ? JSON.parse(text) : {}) as T;
}
