import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Tier } from '@app/billing';
import { newId } from '@app/core';
import { advancePublication, JobPublisherService, settleUpload } from '@app/jobs';
import {
  type PostOverrides,
  type PublicationDelivery,
  type PublicationFile,
  PublicationsRepository,
} from '@app/platforms';
import { ObjectStores } from '@app/storage';
import { uploadKey } from '@app/uploads';
import { DataSource } from 'typeorm';
import type { EmulatedPost } from '../emulators/platform-emulator';
import { PlatformInstallation } from './platform-installation';
import { SHORT_LOCK, startWorkerProcess, type TestWorker } from './test-worker';
import { waitUntil } from './wait-until';

/** A post as the API shows it. */
export interface ShownPost {
  id: string;
  account_id: string;
  platform: string;
  status: string;
  approval: string;
  waiting_for: string | null;
  post_id: string | null;
  permalink: string | null;
  visibility: string | null;
  error: { code: string; class: string; platform_code: string | null; step: string } | null;
  late: { seconds: number; reason: string } | null;
  publish_at: string | null;
  revision: number;
  metrics: { views: number | null; fetched_at: string; status: string } | null;
}

/** The account on which an upload is published, with the choices of that post. */
export interface PostAccount {
  id: string;
  platform: string;
  overrides?: PostOverrides;
  publishAt?: Date;
}

/** A moment of publishing at which a worker can be stopped: the statement that it is about to make. */
export const CRASH_POINTS = {
  'the upload is open, but not remembered': [
    'publications',
    'update',
    'new.session is not null and old.session is null',
  ],
  'the video is sent': ['publication_events', 'insert', `new.step = 'transfer' and new.outcome = 'done'`],
  'the intention is not recorded': ['publication_submissions', 'insert', 'true'],
  'the intention is recorded': ['publication_events', 'insert', `new.step = 'commit' and new.outcome = 'started'`],
  'the answer is not recorded': ['publication_submissions', 'update', `new.state = 'accepted'`],
  'the answer is recorded': ['publication_events', 'insert', `new.step = 'commit' and new.outcome = 'done'`],
  'the new state is not written': ['publications', 'update', `new.status = 'published' and old.status <> 'published'`],
} as const;
export type CrashPoint = keyof typeof CRASH_POINTS;

const HELD = 74_210;
/** A worker on a busy machine must not get more of these jobs than it can do. */
const RECONCILE_EVERY_MS = 1_000;
/** A suite opens more uploads on one day than Google's quota allows; the emulator's days pass faster. */
const MANY_UPLOADS = { YOUTUBE_DAILY_UPLOADS: '2000', YOUTUBE_DAILY_UPLOADS_PER_WORKSPACE: '2000' };
const WITHOUT_PAUSES = { timeoutMs: 90_000, intervalMs: 250 };

/** API, emulators, workers that can be killed, and uploads whose files are ready. */
export class PublishingInstallation {
  private worker: TestWorker | undefined;
  private reconciledAt = Number.NEGATIVE_INFINITY;

  private constructor(
    readonly at: PlatformInstallation,
    private readonly workerEnv: Readonly<Record<string, string>>,
  ) {}

  /** @param workerEnv variables of its workers */
  static async start(workerEnv: Readonly<Record<string, string>> = {}): Promise<PublishingInstallation> {
    const at = await PlatformInstallation.start({ worker: false });
    await at.sql(`create function hold() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(${HELD}); return new; end $$`);
    return new PublishingInstallation(at, workerEnv);
  }

  async close(): Promise<void> {
    await this.worker?.stop();
    await this.at?.close();
  }

  /** A new person on a plan whose address is confirmed. */
  async enter(tier: Tier = 'agency'): Promise<void> {
    await this.at.enter(tier);
    await this.at.sql('update users set email_verified_at = now() where id = $1', this.at.user.userId);
  }

  async work(): Promise<void> {
    if (!this.worker?.isRunning()) this.worker = await this.anotherWorker();
  }

  /** The test stops it. */
  anotherWorker(): Promise<TestWorker> {
    const env = { ...this.at.env, ...MANY_UPLOADS, BASE_URL: this.at.here.api.url, ...SHORT_LOCK, ...this.workerEnv };
    return startWorkerProcess({ databaseUrl: this.at.here.database.url, env });
  }

  async stopWork(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.worker?.stop(signal);
  }

  output(): string {
    return this.worker?.output() ?? '';
  }

  /**
   * Kills the worker immediately before the statement at that point, so that the statement never happens.
   * @param count number of posts that are on their way to the point; late ones may not have reached it
   * @returns how many posts had reached it
   */
  async killAt(point: CrashPoint, begin: () => Promise<unknown>, count = 1): Promise<number> {
    const [table, verb, condition] = CRASH_POINTS[point];
    await this.at.sql(`select pg_advisory_lock(${HELD})`);
    await this.at.sql(
      `create trigger held before ${verb} on ${table} for each row when (${condition}) execute function hold()`,
    );
    try {
      await begin();
      // The server also has the databases of other test files.
      const held = `select pid from pg_locks where locktype = 'advisory' and objid = ${HELD} and not granted
        and database = (select oid from pg_database where datname = current_database())`;
      const reached = async () => (await this.at.sql(held)).length;
      await waitUntil(async () => (await reached()) > 0 || this.goOn(), WITHOUT_PAUSES).catch(async (error: Error) => {
        const posts = await this.at.sql(
          `select status, waiting_for, fault, due_at, lease_until, now() from publications order by created_at desc limit 2`,
        );
        throw new Error(`${error.message}: ${point}\n${JSON.stringify(posts)}\n${this.output()}`);
      });
      // The database ends statements that wait for long, so the first one cannot wait for all others.
      await waitUntil(async () => (await reached()) >= count, { timeoutMs: 1_500 }).catch(() => undefined);
      await this.stopWork('SIGKILL');
      const deaths = await reached();
      // Otherwise the server would finish the statement of the dead worker.
      await this.at.sql(`select pg_terminate_backend(pid) from (${held}) as held`);
      await waitUntil(async () => (await reached()) === 0);
      return deaths;
    } finally {
      await this.at.sql(`drop trigger held on ${table}`);
      await this.at.sql(`select pg_advisory_unlock(${HELD})`);
    }
  }

  /** An upload whose video is ready, with its posts; a worker publishes them as soon as there is one. */
  async ready(
    accounts: readonly PostAccount[],
    {
      publishAt = null,
      needsApproval = false,
      cover,
    }: { publishAt?: Date | null; needsApproval?: boolean; cover?: { bytes: Buffer; seconds?: number } } = {},
  ): Promise<{ uploadId: string; caption: string }> {
    const { userId } = this.at.user;
    const [bytes, privacy] = [randomBytes(300_000), 'unlisted'];
    const uploadId = newId();
    const caption = `Around the lake ${randomUUID()}`;
    const stores = this.at.service(ObjectStores);
    const key = uploadKey({ userId, id: uploadId }, 'rendition-1.mp4');
    const contentType = 'video/mp4';
    await stores.sources.put(key, { stream: Readable.from([bytes]), size: bytes.length }, { contentType });
    await this.at.sql(
      `insert into uploads (id, user_id, created_by, filename, size_bytes, content_type, storage, object_key, urls_end_at, privacy)
       values ($1, $2, $2, 'ride.mp4', $3, 'video/mp4', $4, $5, now(), $6)`,
      uploadId,
      userId,
      bytes.length,
      stores.sources.name,
      key,
      privacy,
    );
    const next = needsApproval ? 'awaiting_approval' : publishAt ? 'staged' : 'publishing';
    for (const status of ['queued', 'processing', 'ready', next])
      await this.at.sql('update uploads set status = $2, received_at = now() where id = $1', uploadId, status);
    const facts = { bytes: bytes.length, seconds: 5, width: 1_080, height: 1_920, frameRate: 30 };
    const file: PublicationFile = { storage: stores.sources.name, key, sizeBytes: bytes.length, contentType, facts };
    const texts = { title: 'A lap', description: caption, tags: ['bike'], privacy };
    if (cover) {
      const { bytes: picture, ...moment } = cover;
      const place = { key: uploadKey({ userId, id: uploadId }, 'cover-1.jpg'), sizeBytes: picture.length };
      const source = { stream: Readable.from([picture]), size: picture.length };
      await stores.sources.put(place.key, source, { contentType: 'image/jpeg' });
      file.cover = { ...place, contentType: 'image/jpeg', ...moment };
    }
    const delivery: PublicationDelivery = { file, texts };
    await this.at.service(DataSource).transaction(async (manager) => {
      const posts = accounts.map(({ id, platform, overrides = {}, publishAt: own = publishAt }) => {
        const time = { publishAt: own, localTime: null, timeZone: null };
        return { accountId: id, accountName: 'A channel', platform, overrides, needsApproval, ...time };
      });
      const rows = this.at.service(PublicationsRepository);
      await rows.create({ ownerId: userId }, uploadId, posts, manager);
      const deliveries = new Map(accounts.map(({ platform }) => [platform, delivery]));
      for (const { id: publicationId, delayMs } of await rows.release(uploadId, deliveries, manager))
        await this.at.service(JobPublisherService).publish(advancePublication, { publicationId }, { manager, delayMs });
      if (needsApproval) await this.at.service(JobPublisherService).publish(settleUpload, { uploadId }, { manager });
    });
    return { uploadId, caption };
  }

  /** The requests of a client from `presign` to the complete upload. */
  async upload(bytes: Buffer, more: object): Promise<string> {
    const file = { filename: 'ride.mp4', file_size: bytes.length, content_type: 'video/mp4' };
    type Presigned = { upload_id: string; presigned_url: string; headers: Record<string, string> };
    const { status, body } = await this.call<Presigned>('POST', '/presign', { ...file, ...more });
    if (status !== 201) throw new Error(`presign answered ${status}: ${JSON.stringify(body)}`);
    const { pathname, search } = new URL(body.presigned_url);
    const request = { method: 'PUT', headers: body.headers, body: new Uint8Array(bytes) };
    const sent = await fetch(`${this.at.here.api.url}${pathname}${search}`, request);
    const complete = await this.call('POST', `/${body.upload_id}/complete`, {});
    if (!sent.ok || complete.status !== 200) throw new Error(`sent ${sent.status}, completed ${complete.status}`);
    return body.upload_id;
  }

  async posts(uploadId: string): Promise<ShownPost[]> {
    return (await this.call<{ posts: ShownPost[] }>('GET', `/${uploadId}`)).body.posts;
  }

  /** Waits until the only post of an upload is published, without the pauses between attempts. */
  async published(uploadId: string): Promise<void> {
    const isPublished = async () => {
      const [post] = await this.posts(uploadId);
      return post?.status === 'published' || post?.status === 'verified' || this.goOn();
    };
    await waitUntil(isPublished, WITHOUT_PAUSES).catch(async (error: Error) => {
      const [post] = await this.posts(uploadId);
      throw new Error(`${error.message}; the post is ${JSON.stringify(post)}\n${this.output()}`);
    });
  }

  /**
   * Makes posts that wait for their platform due again after a quarter of a second, as if their pause and the period of
   * the limits on calls had passed.
   */
  private async goOn(): Promise<false> {
    await this.at.sql('delete from publication_calls');
    const rows = await this.at.sql(
      `update publications set due_at = clock_timestamp(), deadline_at = clock_timestamp() where due_at is not null
         and status in ('waiting', 'publishing', 'unknown') and (lease_until is null or lease_until <= clock_timestamp())
         and updated_at < clock_timestamp() - interval '250 milliseconds' returning id`,
    );
    if (rows.length > 0 && performance.now() - this.reconciledAt > RECONCILE_EVERY_MS) {
      this.reconciledAt = performance.now();
      await this.at.run('system.reconcile');
    }
    return false;
  }

  /** The only post of an upload, once it is in one of the states. */
  async until(uploadId: string, ...states: string[]): Promise<ShownPost> {
    let latest: ShownPost | undefined;
    const look = async () => {
      latest = (await this.posts(uploadId))[0];
      return latest && states.includes(latest.status) ? latest : undefined;
    };
    return waitUntil(look, { timeoutMs: 90_000, intervalMs: 50 }).catch((error: Error) => {
      throw new Error(`${error.message}; the post is ${JSON.stringify(latest)}\n${this.output()}`);
    });
  }

  /** The figures of a live post, after its platform has counted 12 views and the worker has read them. */
  async figuresOf(uploadId: string, platform: 'tiktok' | 'youtube' | 'facebook' | 'instagram') {
    for (const { postId } of await this.at.emulators[platform].posts())
      await this.at.emulators[platform].control('PUT', `/posts/${postId}/figures`, { views: 12 });
    await this.at.sql('update publication_metrics set due_at = now()');
    await this.at.run('system.reconcile');
    return waitUntil(async () => (await this.posts(uploadId))[0]?.metrics ?? undefined, { timeoutMs: 60_000 });
  }

  async statusOf(uploadId: string): Promise<string> {
    return (await this.call<{ status: string }>('GET', `/${uploadId}`)).body.status;
  }

  async journal(uploadId: string, postId: string): Promise<string[]> {
    const { body } = await this.call<{ steps: { step: string; outcome: string }[] }>(
      'GET',
      `/${uploadId}/targets/${postId}/journal`,
    );
    return body.steps.map(({ step, outcome }) => `${step} ${outcome}`);
  }

  call<T = { code: string }>(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    return this.at.here.call<T>(method, `/api/uploads${path}`, { token: this.at.user.accessToken, body, headers });
  }

  /** The posts that the platform shows with this caption. */
  async live(platform: 'tiktok' | 'youtube' | 'facebook' | 'instagram', text: string): Promise<EmulatedPost[]> {
    const posts = await this.at.emulators[platform].posts();
    return posts.filter(({ caption, state }) => caption.startsWith(text) && state !== 'removed');
  }
}
