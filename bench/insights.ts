import { randomUUID } from 'node:crypto';
import { RollupsRepository } from '@app/insights';
import { Pool, type PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import type { Installation, Servers } from './installation';
import { type Arm, interleave, percentile } from './measurement';
import { type Section, section } from './section';
import { ServerProcess } from './server-process';

/** What an account of the largest plan uploads in a year. */
const REALISTIC = 60_000;
/** Posts of an account whose figures are read. */
const POSTS = 10_000;
/** Connected accounts of the largest plan. */
const ACCOUNTS = 100;
const ROUTES = [
  'analytics/overview?days=365&tz=Europe/Berlin',
  'analytics/timeseries?days=365&tz=Europe/Berlin',
  'analytics/timeseries?days=31&interval=hour&tz=Asia/Kolkata',
  'analytics/followers?days=365&tz=Europe/Berlin',
  'kpi/summary?days=365&tz=Europe/Berlin',
  'kpi/summary?days=365&tz=Europe/Berlin&status=failed',
];

/**
 * Figures of a year for an account with 60,000 uploads and as many renders, and for one that has `rows` of each.
 * @param pace requests by round: the figure of a round is their 95th percentile
 */
export async function measureInsights(
  machine: Servers,
  { rounds, requests, rows }: { rounds: number; requests: number; rows: number },
): Promise<Section> {
  const installation = await machine.install('insights');
  const api = await startApi(installation);
  const pool = new Pool({ connectionString: installation.databaseUrl, max: 2 });
  try {
    const owners = [await signUp(api, pool), await signUp(api, pool)] as const;
    await seed(pool, owners[0].userId, REALISTIC);
    await seed(pool, owners[1].userId, rows);
    // Without statistics, counting the days reads whole tables again and again.
    await pool.query('vacuum analyze');
    await countDays(installation);
    await pool.query('vacuum analyze rollup_days, rollup_facts, rollup_changes');
    const arms = ROUTES.flatMap((route) =>
      owners.map(({ token }, index): Arm => {
        const size = (index === 0 ? REALISTIC : rows).toLocaleString('en-US');
        return {
          name: `${route}, ${size} uploads`,
          measure: () => slowest(`${api.url}/api/${route}`, token, requests),
        };
      }),
    );
    return section(
      'Figures of a year',
      'ms',
      `95th percentile of ${requests} requests, one after the other; the goal is 300 ms.`,
      await interleave(arms, rounds),
    );
  } finally {
    await pool.end();
    await api.stop();
  }
}

const startApi = ({ env }: Installation): Promise<ServerProcess> =>
  ServerProcess.start('apps/api/src/main', {
    ...env,
    RATE_LIMIT_REQUESTS: '100000',
    RATE_LIMIT_MAX: '100000',
    API_PORT: '0',
    API_HOST: '127.0.0.1',
  });

/** An account with the history of the largest plan. */
async function signUp(api: ServerProcess, pool: Pool): Promise<{ userId: string; token: string }> {
  const answer = await fetch(`${api.url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${randomUUID()}@example.com`, password: randomUUID(), name: 'Bench' }),
  });
  if (answer.status !== 201) throw new Error(`registration answered ${answer.status}`);
  const { user, access_token: token } = (await answer.json()) as { user: { id: string }; access_token: string };
  await pool.query(
    `insert into entitlement_grants (id, user_id, tier, note) values (gen_random_uuid(), $1, 'agency', 'bench')`,
    [user.id],
  );
  return { userId: user.id, token };
}

const STATUS = `case when n % 20 = 0 then 'failed' when n % 23 = 0 then 'cancelled' when n % 31 = 0 then 'queued' else 'completed' end`;
/** In the order of their times, like rows that were added one by one; random ids would make the indexes slow to build. */
const ROWS = `
  select id, status, at, case when status <> 'queued' then at + took end as ended from (
    select (right($1::uuid::text, 8) || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id, ${STATUS} as status,
        now() - ($2::int - n + random()) / $2 * interval '364 days' as at, exp(random() * 6 + 3) * interval '1 second' as took
      from generate_series(1, $2::int) n) history`;

/** As many uploads, for one or two platforms, and renders, spread over a year. Without triggers, which would take minutes. */
async function seed(pool: Pool, userId: string, rows: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    await client.query(
      `insert into uploads (id, user_id, created_by, status, filename, size_bytes, content_type, storage, object_key, urls_end_at, received_at, privacy,
          error, cancel_reason, created_at, finished_at)
        select id, $1::uuid, $1::uuid, status, 'ride.mp4', 1, 'video/mp4', 'disk', id, at, at, 'public', case when status = 'failed' then '{"code": "source_invalid"}'::json end,
          case when status = 'cancelled' then 'owner' end, at, ended from (${ROWS}) seeded`,
      [userId, rows],
    );
    await client.query(
      `insert into upload_targets (upload_id, platform, status, file) select id, 'youtube', 'ready', 'a.mp4' from uploads where user_id = $1
        union all select id, 'tiktok', 'ready', 'a.mp4' from uploads where user_id = $1 and extract(second from created_at) < 30`,
      [userId],
    );
    await client.query(
      `insert into renders (id, user_id, created_by, provider, status, progress, request, callback_token, format, pricing, held_seconds, hold_id, reserved, charged,
          storage, object_key, seconds, size_bytes, error, deadline_at, created_at, finished_at)
        select id, $1::uuid, $1::uuid, 'local', status, case when status = 'completed' then 1 else 0 end, '{}', left(replace(id::text || id::text, '-', ''), 43), 'mp4',
          'per_minute', 60, gen_random_uuid(), 1000000, case when status = 'completed' then 1000000 when status <> 'queued' then 0 end, 'local', id,
          case when status = 'completed' then 30 end, case when status = 'completed' then 1 end,
          case when status = 'failed' then '{"code": "render_failed"}'::json end, at, at, ended from (${ROWS}) seeded`,
      [userId, rows],
    );
    await seedPosts(client, userId);
    await seedFollowers(client, userId);
    for (const table of ['uploads', 'renders'])
      await client.query(
        `insert into rollup_changes (user_id, kind, day, created_at)
          select distinct user_id, '${table}', (at at time zone 'UTC')::date, now() from ${table}, unnest(array[created_at, finished_at]) as at
          where user_id = $1 and at is not null`,
        [userId],
      );
    await client.query(
      `insert into rollup_changes (user_id, kind, day, created_at)
        select distinct user_id, 'posts', (fetched_at at time zone 'UTC')::date, now() from publication_metric_readings where user_id = $1`,
      [userId],
    );
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** A post for each upload of the last 60 days, with a reading a day for 30 days. */
async function seedPosts(client: PoolClient, userId: string): Promise<void> {
  await client.query(
    `insert into publications (id, user_id, upload_id, account_name, platform, status, file, texts, post_id, published_at, verified_at, created_at)
      select id, user_id, id, 'A channel', 'youtube', 'verified', '{}', '{}', id::text, created_at, created_at, created_at from uploads
      where user_id = $1 and created_at > now() - interval '60 days' order by created_at limit ${POSTS}`,
    [userId],
  );
  await client.query(
    `insert into publication_submissions (publication_id, number, state, reference, lease_epoch)
      select id, 1, 'accepted', post_id, 1 from publications where user_id = $1`,
    [userId],
  );
  await client.query(
    `insert into publication_metric_readings (publication_id, user_id, fetched_at, views, likes, views_gained, likes_gained)
      select id, user_id, published_at + day * interval '1 day', day * 100, day * 3, 100, 3
      from publications, generate_series(1, 30) as day where user_id = $1 and published_at + day * interval '1 day' < now()`,
    [userId],
  );
  await client.query(
    `insert into publication_metrics (publication_id, fetched_at, views, likes)
      select publication_id, max(fetched_at), max(views), max(likes) from publication_metric_readings where user_id = $1 group by publication_id`,
    [userId],
  );
}

/** Connected accounts whose followers were read every day of the last year. */
async function seedFollowers(client: PoolClient, userId: string): Promise<void> {
  await client.query(
    `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
      select gen_random_uuid(), $1::uuid, 'youtube', 'channel ' || n, 'Channel ' || n, 'sealed', now(), $1::uuid from generate_series(1, ${ACCOUNTS}) as n`,
    [userId],
  );
  await client.query(
    `insert into follower_readings (user_id, platform, external_id, read_on, fetched_at, followers)
      select user_id, platform, external_id, (at at time zone 'UTC')::date, at, 10000 - day from platform_accounts,
        generate_series(365, 0, -1) as day, lateral (select now() - day * interval '24 hours' as at) moment
      where user_id = $1`,
    [userId],
  );
}

/** Counts changed days, as the worker does every 30 seconds, until none is left. */
async function countDays({ databaseUrl }: Installation): Promise<void> {
  const dataSource = await new DataSource({ type: 'postgres', url: databaseUrl }).initialize();
  const rollups = new RollupsRepository();
  try {
    while ((await dataSource.transaction((manager) => rollups.countChanged(manager, { quietSeconds: 0 }))) > 0);
  } finally {
    await dataSource.destroy();
  }
}

/** 95th percentile of the milliseconds until a whole answer has arrived. */
async function slowest(url: string, token: string, requests: number): Promise<number> {
  const times: number[] = [];
  for (let request = 0; request < requests; request++) {
    const start = performance.now();
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
    times.push(performance.now() - start);
  }
  return percentile(times, 95);
}
