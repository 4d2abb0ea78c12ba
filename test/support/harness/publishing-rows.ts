import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AuthModule } from '@app/auth';
import { newId } from '@app/core';
import { JobsModule, jobsConfig } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import {
  MetaEnv,
  PlatformAccountsRepository,
  PlatformAdapters,
  PlatformsModule,
  type Publication,
  PublicationsRepository,
} from '@app/platforms';
import { ObjectStores, StorageModule } from '@app/storage';
import { uploadKey } from '@app/uploads';
import { ConfigModule } from '@nestjs/config';
import { meta } from '../../../apps/emulators/src/meta/meta';
import { tiktok } from '../../../apps/emulators/src/tiktok/tiktok';
import { youtube } from '../../../apps/emulators/src/youtube/youtube';
import { AdvancePublicationHandler } from '../../../apps/worker/src/publishing/advance-publication.handler';
import { FetchPostMetricsHandler } from '../../../apps/worker/src/publishing/fetch-post-metrics.handler';
import { PublishingJobsModule } from '../../../apps/worker/src/publishing/publishing-jobs.module';
import { type PlatformEmulator, startPlatformEmulator } from '../emulators/platform-emulator';
import type { PublishingTargetName } from '../emulators/publishing-targets';
import { UploadRows } from './upload-rows';

const REDIRECT = 'https://reelway.example/callback';
const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-1';
/** Seconds between two runs of a post: more than any pause that a platform asks for. */
const PAUSE_SECONDS = 60;
const MOST_RUNS = 80;
/** How far each use of an emulator moves its clock forward. */
export const AHEAD_SECONDS = 2 * 86_400;
const [FACTS, BYTES] = [{ seconds: 5, width: 1_080, height: 1_920, frameRate: 30 }, 600_000];
const PRIVACY = { tiktok: 'PUBLIC_TO_EVERYONE', youtube: 'unlisted', instagram: 'public', facebook: 'public' };

/** What became of a post, with what happened on the way. */
export interface EndedPost extends Publication {
  runs: number;
  /** Seconds between the failure of a run and the next one. */
  pauses: number[];
}

/**
 * The publishing code of the worker on real Postgres and the emulators of all platforms. A test calls it in place of the
 * queue, so that pauses take no time: between two runs, the emulator's clock moves on.
 */
export class PublishingRows {
  private file = { key: '', sha256: '' };

  private constructor(
    readonly rows: UploadRows,
    private readonly emulators: Readonly<Record<PublishingTargetName, PlatformEmulator>>,
    private readonly knobs: Readonly<Record<PublishingTargetName, object>>,
    private readonly dataDir: string,
  ) {}

  static async start(): Promise<PublishingRows> {
    const [tt, yt, fb] = [tiktok(), youtube(), meta()].map((emulator) => startPlatformEmulator(emulator));
    const [tiktokAt, youtubeAt, metaAt] = [await tt, await yt, await fb] as PlatformEmulator[];
    if (!tiktokAt || !youtubeAt || !metaAt) throw new Error('an emulator is missing');
    const dataDir = mkdtempSync(join(tmpdir(), 'reelway-test-publishing-'));
    Object.assign(process.env, tiktokAt.env, youtubeAt.env, metaAt.env, { DATA_DIR: dataDir });
    const rows = await UploadRows.start({
      imports: [
        ConfigModule.forFeature(jobsConfig),
        JobsModule,
        AuthModule,
        StorageModule,
        NotificationsModule,
        PlatformsModule,
      ],
      providers: Reflect.getMetadata('providers', PublishingJobsModule) as never[],
    });
    const emulators = { tiktok: tiktokAt, youtube: youtubeAt, facebook: metaAt, instagram: metaAt };
    const knobsOf = async (emulator: PlatformEmulator) =>
      (await emulator.control<{ knobs: object }>('GET', '/state')).knobs;
    const [ofTiktok, ofYoutube, ofMeta] = [await knobsOf(tiktokAt), await knobsOf(youtubeAt), await knobsOf(metaAt)];
    const knobs = { tiktok: ofTiktok, youtube: ofYoutube, facebook: ofMeta, instagram: ofMeta };
    const here = new PublishingRows(rows, emulators, knobs, dataDir);
    await here.store();
    return here;
  }

  async close(): Promise<void> {
    await this.rows.close();
    for (const emulator of new Set(Object.values(this.emulators))) await emulator.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  get sha256(): string {
    return this.file.sha256;
  }

  /** The emulator of a platform without anything from before, with a stopped clock. */
  async emulator(name: PublishingTargetName, knobs: object = {}): Promise<PlatformEmulator> {
    const emulator = this.emulators[name];
    await emulator.control('POST', '/reset', {});
    // Posts and blocks of earlier tests no longer count in the limits of a day.
    await emulator.advance(AHEAD_SECONDS);
    await this.rows.query('update platform_accounts set posts_blocked_until = null');
    await emulator.freeze();
    await emulator.control('PUT', '/knobs', { ...this.knobs[name], ...knobs });
    if (emulator === this.emulators.facebook) await this.keepAccess(emulator);
    return emulator;
  }

  /** Meta ends versions of its API, and the access to the data of people who were not active for 90 days. */
  private async keepAccess(emulator: PlatformEmulator): Promise<void> {
    await emulator.control('PUT', '/app', { versions: { [new MetaEnv().META_API_VERSION]: null } });
    const { now } = await emulator.control<{ now: string }>('GET', '/clock');
    const { users } = await emulator.control<{ users: { user_id: string }[] }>('GET', '/users');
    for (const { user_id: id } of users)
      await emulator.control('PUT', `/users/${id}`, { last_active_at: Date.parse(now) });
  }

  /** Connects the first account of the platform to a new workspace. @returns its id, and its id at the platform */
  async connect(name: PublishingTargetName): Promise<{ id: string; externalId: string }> {
    await this.rows.enter();
    return this.reconnect(name);
  }

  /**
   * Connects the first account of the platform to the workspace once more.
   * @param without permissions that its owner does not give
   */
  async reconnect(
    name: PublishingTargetName,
    without?: readonly string[],
  ): Promise<{ id: string; externalId: string }> {
    const adapter = this.rows.service(PlatformAdapters).named(name);
    const codeChallenge = createHash('sha256').update(VERIFIER).digest('base64url');
    const url = adapter.authorizeUrl({ redirectUri: REDIRECT, state: 'n3lR0b0tq8Yw2c5Zk7Jx4A', codeChallenge });
    const asked = new URL(url).searchParams.get('scope')?.split(/[ ,]/) ?? [];
    const scopes = asked.filter((scope) => !without?.includes(scope));
    await this.emulators[name].control('POST', '/consents', { decision: 'approve', ...(without && { scopes }) });
    const location = (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
    const code = new URL(location).searchParams.get('code') ?? '';
    const [granted] = await adapter.connect({ code, redirectUri: REDIRECT, codeVerifier: VERIFIER });
    if (!granted) throw new Error(`${name} gave access to no account`);
    const { userId } = this.rows;
    const origin = { ownerId: userId, connectedBy: userId };
    const accounts = this.rows.service(PlatformAccountsRepository);
    const id = await this.rows.transaction((manager) => accounts.connect(name, granted, origin, manager));
    return { id, externalId: granted.externalId };
  }

  /** The tokens of an account as they are stored. */
  async tokensOf(accountId: string) {
    const stored = await this.rows.service(PlatformAccountsRepository).tokensOf(accountId);
    if (!stored?.refreshToken) throw new Error('the account has no refresh token');
    return { ...stored, refreshToken: stored.refreshToken };
  }

  /** The platform gives new tokens to a worker that dies before it stores them. */
  async loseNewTokens(name: PublishingTargetName, accountId: string): Promise<void> {
    await this.rows
      .service(PlatformAdapters)
      .named(name)
      .refresh(await this.tokensOf(accountId));
  }

  /** Everything that the database holds in plain text. */
  async databaseText(): Promise<string> {
    const tables = await this.rows.query<{ name: string }[]>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    );
    const dumps: string[] = [];
    for (const { name } of tables) {
      const [row] = await this.rows.query<{ dump: string | null }[]>(
        `select string_agg(to_jsonb(t)::text, E'\\n') as dump from ${name} t`,
      );
      dumps.push(row?.dump ?? '');
    }
    return dumps.join('\n');
  }

  /** A post that is due. @returns its id */
  async post(name: PublishingTargetName, accountId: string, caption: string = newId()): Promise<string> {
    const { id: uploadId } = await this.rows.create();
    for (const status of ['queued', 'processing', 'ready', 'publishing'])
      await this.rows.query('update uploads set status = $2, received_at = now() where id = $1', [uploadId, status]);
    const time = { publishAt: null, localTime: null, timeZone: null };
    const post = { accountId, accountName: 'A channel', platform: name, overrides: {}, ...time };
    const storage = this.rows.service(ObjectStores).sources.name;
    const file = { storage, key: this.file.key, sizeBytes: BYTES, contentType: 'video/mp4' };
    const texts = { title: 'A lap', description: caption, tags: [], privacy: PRIVACY[name] };
    const delivery = new Map([[name as string, { file: { ...file, facts: { bytes: BYTES, ...FACTS } }, texts }]]);
    const posts = this.rows.service(PublicationsRepository);
    await this.rows.transaction((manager) => posts.create({ ownerId: this.rows.userId }, uploadId, [post], manager));
    const [planned] = await this.rows.transaction((manager) => posts.release(uploadId, delivery, manager));
    if (!planned) throw new Error('no post is due');
    return planned.id;
  }

  /** Works on a post until it has ended, or until nothing is planned for it. */
  async work(name: PublishingTargetName, id: string, mostRuns = MOST_RUNS): Promise<EndedPost> {
    const pauses: number[] = [];
    for (let runs = 0; ; runs += 1) {
      const post = await this.rows.service(PublicationsRepository).get(id);
      if (!post) throw new Error('the post is missing');
      if (post.status === 'waiting' && post.dueAt)
        pauses.push((post.dueAt.getTime() - post.updatedAt.getTime()) / 1_000);
      if (post.dueAt === null || runs === mostRuns) return { ...post, runs, pauses };
      if (runs > 0) await this.emulators[name].advance(PAUSE_SECONDS);
      await this.rows.query('delete from publication_calls');
      await this.rows.query('update publications set due_at = clock_timestamp() where id = $1', [id]);
      await this.run(id);
    }
  }

  /** Runs each post once, whether it is due or not. @returns them afterwards */
  async runOnce(ids: readonly string[]): Promise<Publication[]> {
    const ended: Publication[] = [];
    for (const id of ids) {
      await this.rows.query('update publications set due_at = clock_timestamp() where id = $1', [id]);
      await this.run(id);
      const post = await this.rows.service(PublicationsRepository).get(id);
      if (post) ended.push(post);
    }
    return ended;
  }

  /** Reads the figures of posts, as the worker does when they are due. */
  async readFigures(accountId: string, publicationIds: string[]): Promise<void> {
    await this.rows.service(FetchPostMetricsHandler).handle({ accountId, publicationIds }, jobRun());
  }

  /** The posts that the platform shows with this caption. */
  async live(name: PublishingTargetName, caption: string) {
    const posts = await this.emulators[name].posts();
    return posts.filter((post) => post.caption === caption && post.state !== 'removed');
  }

  private async run(publicationId: string): Promise<void> {
    await this.rows.service(AdvancePublicationHandler).handle({ publicationId }, jobRun());
  }

  private async store(): Promise<void> {
    const bytes = randomBytes(BYTES);
    const key = uploadKey({ userId: newId(), id: newId() }, 'rendition-1.mp4');
    const source = { stream: Readable.from([bytes]), size: bytes.length };
    await this.rows.service(ObjectStores).sources.put(key, source, { contentType: 'video/mp4' });
    this.file = { key, sha256: createHash('sha256').update(bytes).digest('hex') };
  }
}

function jobRun() {
  const { signal } = new AbortController();
  return { jobId: 'job-1', attempt: 1, isLastAttempt: false, requestId: 'request-1', signal };
}
