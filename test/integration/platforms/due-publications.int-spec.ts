import { DatabaseModule, newId } from '@app/core';
import { advancePublication, JobPublisherService, JobsModule } from '@app/jobs';
import { PlatformsModule, PublicationsRepository } from '@app/platforms';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { startWorkerProcess, type TestWorker } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

@Module({ imports: [DatabaseModule.forProcess(), JobsModule, PlatformsModule] })
class DuePublicationsModule {}

const POSTS = 1_000;
/** The posts are due in this time, one after the other. */
const SPREAD_MS = 4_000;
/** After this a post says why it is late; the two clock readings differ a little. */
const [LATE_SECONDS, SLACK_SECONDS] = [5, 1];
const facts = { bytes: 10, seconds: 1, width: 320, height: 180, frameRate: 25 };
const FILE = { storage: 'disk', key: 'uploads/a/b/c.mp4', sizeBytes: 10, contentType: 'video/mp4', facts };
const TEXTS = { title: 'A lap', description: 'Around the lake', tags: [], privacy: 'public' };

/** When a worker began with a post, in seconds after its time, in the order of the times. */
interface Begin {
  begins: number;
  late: number;
  lateReason: string;
}

describe(`${POSTS} posts that are due in the same minute`, () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  const workers: TestWorker[] = [];
  const query = <T>(statement: string, parameters: unknown[] = []): Promise<T> =>
    app.get(DataSource).query<T>(statement, parameters);

  beforeAll(async () => {
    database = await createTestDatabase();
    Object.assign(process.env, { DATABASE_URL: database.url });
    process.env.TOKEN_ENC_KEYS = `v1:${Buffer.from('32 bytes that are just for tests').toString('base64')}`;
    app = await NestFactory.createApplicationContext(DuePublicationsModule, { logger: false, abortOnError: false });
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.stop('SIGKILL')));
    await app?.close();
    await database?.drop();
  });

  /** Posts on an account that must be reconnected, so that workers end with them before they call the platform. */
  async function schedule(): Promise<void> {
    const [ownerId, accountId] = [newId(), newId()];
    await query('insert into users (id, email, name) values ($1, $2, $3)', [ownerId, `${ownerId}@example.com`, 'T']);
    await query(
      `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by, status, problem, problem_code)
       values ($1::uuid, $2, 'youtube', $1::text, 'A channel', 'v1.sealed', now(), $2, 'needs_reconnection', 'access_ended', 'x')`,
      [accountId, ownerId],
    );
    const uploads = await query<{ id: string }[]>(
      `insert into uploads (id, user_id, created_by, filename, size_bytes, content_type, storage, object_key, urls_end_at, privacy)
       select gen_random_uuid(), $1, $1, 'ride.mp4', 10, 'video/mp4', 'disk', 'key ' || n, now(), 'public' from generate_series(1, $2::int) as n
       returning id`,
      [ownerId, POSTS],
    );
    for (const status of ['queued', 'processing', 'ready', 'staged'])
      await query('update uploads set status = $1, received_at = now()', [status]);
    const inAnHour = Date.now() + 3_600_000;
    await app.get(DataSource).transaction(async (manager) => {
      for (const [index, { id }] of uploads.entries()) {
        const publishAt = new Date(inAnHour + (index * SPREAD_MS) / POSTS);
        const time = { publishAt, localTime: null, timeZone: null };
        const post = { accountId, accountName: 'A channel', platform: 'youtube', overrides: {}, ...time };
        const posts = app.get(PublicationsRepository);
        await posts.create({ ownerId }, id, [post], manager);
        const delivery = new Map([['youtube', { file: FILE, texts: TEXTS }]]);
        for (const { id: publicationId, delayMs } of await posts.release(id, delivery, manager))
          await app.get(JobPublisherService).publish(advancePublication, { publicationId }, { manager, delayMs });
      }
    });
  }

  /** The hour passes. */
  async function pass(): Promise<void> {
    const hour = `(select min(publish_at) - clock_timestamp() - interval '1 second' from publications)`;
    await query(
      `with passed as materialized (select ${hour} as span), moved as (
         update outbox set due_at = due_at - span from passed where name = 'publication.advance'
       )
       update publications set publish_at = publish_at - span, due_at = due_at - span, deadline_at = deadline_at - span from passed`,
    );
  }

  it('are all begun once, in the order of their times and never before, by two workers', async () => {
    await schedule();
    const worker = { databaseUrl: database.url, env: { JOB_LOCK_SECONDS: '18' } };
    workers.push(await startWorkerProcess(worker), await startWorkerProcess(worker));
    await pass();
    const isParked = `select count(*)::int as posts from publications where status = 'waiting' and waiting_for = 'account'`;
    const parked = async () => (await query<{ posts: number }[]>(isParked))[0]?.posts;
    await waitUntil(async () => (await parked()) === POSTS, { timeoutMs: 150_000, intervalMs: 250 });
    const begun = await query<Begin[]>(
      `select count(e.id)::int as begins, extract(epoch from min(e.created_at) - p.publish_at)::float8 as late, p.late_reason as "lateReason"
       from publications p left join publication_events e on e.publication_id = p.id and e.step = 'status' and e.outcome = 'publishing'
       group by p.id order by p.publish_at`,
    );
    expect(begun.map(({ begins }) => begins)).toEqual(Array.from({ length: POSTS }, () => 1));
    expect(begun.filter(({ late }) => late < 0)).toEqual([]);
    const isLate = ({ late }: Begin) => late > LATE_SECONDS + SLACK_SECONDS;
    const isOnTime = ({ late }: Begin) => late < LATE_SECONDS - SLACK_SECONDS;
    expect(begun.filter((post) => isLate(post) && post.lateReason !== 'no_worker')).toEqual([]);
    // On time, but not published: the reason is their account.
    expect(begun.filter((post) => isOnTime(post) && post.lateReason !== 'account')).toEqual([]);
    const meanBegin = (posts: readonly Begin[], from: number) =>
      posts.reduce((sum, { late }, index) => sum + late + ((from + index) * SPREAD_MS) / POSTS / 1_000, 0) /
      posts.length;
    const half = POSTS / 2;
    expect(meanBegin(begun.slice(0, half), 0)).toBeLessThan(meanBegin(begun.slice(half), half));
    const seconds = begun.map(({ late }) => late).sort((a, b) => a - b);
    const share = (part: number) => seconds[Math.ceil(part * POSTS) - 1];
    process.stdout.write(
      `${JSON.stringify({ posts: POSTS, secondsLate: { p50: share(0.5), p95: share(0.95), most: share(1) } })}\n`,
    );
  });
});
