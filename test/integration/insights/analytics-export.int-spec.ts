import { newId } from '@app/core';
import { AnalyticsExportRepository, type ExportFilter } from '@app/insights';
import { insightsSuite } from '../../support/harness/insights-suite';
import { type HistoryItem, storeHistory } from '../../support/harness/stored-history';

/** Its first and last moment are half hours in UTC. */
const JUNE = { from: '2026-06-01', to: '2026-06-02', timeZone: 'Asia/Kolkata' };
const [STARTS, ENDS] = [Date.parse('2026-05-31T18:30Z'), Date.parse('2026-06-02T18:30Z')];

const item = (kind: HistoryItem['kind'], status: string, createdAt: number): HistoryItem => ({
  kind,
  status,
  createdAt: new Date(createdAt),
  finishedAt: ['queued', 'publishing'].includes(status) ? null : new Date(createdAt),
  seconds: 5,
});

describe('the export of analytics', () => {
  const app = insightsSuite();
  const { query } = app;
  beforeAll(async () => {
    // Uploads are stored in the states that they have in the end.
    await query('alter table uploads disable trigger user');
  });

  const exported = async (userId: string, filter: ExportFilter = {}) => {
    const rows = [];
    for await (const batch of app.get(AnalyticsExportRepository).batches(userId, JUNE, filter)) rows.push(...batch);
    return rows;
  };

  it('has every row of the period once, newest first and in batches, while others arrive', async () => {
    const edges = [STARTS - 1, STARTS, ENDS - 1, ENDS];
    const userId = await storeHistory(
      query,
      edges.flatMap((at) => [item('renders', 'queued', at), item('uploads', 'queued', at)]),
    );
    await storeHistory(query, [item('uploads', 'queued', STARTS)]);
    /** Seven rows share a microsecond, so that some of them meet the edge of a batch. */
    const addUploads = (count: number, from: string) =>
      query(
        `insert into uploads (id, user_id, created_by, filename, size_bytes, content_type, storage, object_key, urls_end_at, privacy, created_at)
         select gen_random_uuid(), $1, $1, 'ride.mp4', 1, 'video/mp4', 'disk', gen_random_uuid(), now(), 'public',
           $3::timestamptz + n / 7 * interval '1 microsecond' from generate_series(1, $2::int) n`,
        [userId, count, from],
      );
    await addUploads(600, '2026-06-01T12:00Z');
    await query(
      `insert into renders (id, user_id, created_by, provider, request, callback_token, format, pricing, held_seconds, hold_id, reserved, storage, object_key,
         deadline_at, created_at)
       select gen_random_uuid(), $1, $1, 'local', '{}', left(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 43), 'mp4', 'per_minute', 60,
         gen_random_uuid(), 1000000, 'local', gen_random_uuid(), now(), timestamptz '2026-06-01T12:00Z' + n / 7 * interval '1 microsecond'
       from generate_series(1, 600) n`,
      [userId],
    );
    const expected = await query<{ id: string }[]>(
      `select id from (select id, user_id, created_at from uploads union all select id, user_id, created_at from renders) everything
       where user_id = $1 and created_at >= '2026-05-31T18:30Z' and created_at < '2026-06-02T18:30Z' order by created_at desc, id desc`,
      [userId],
    );
    const batches: string[][] = [];
    for await (const batch of app.get(AnalyticsExportRepository).batches(userId, JUNE, {})) {
      if (batches.length === 0) await addUploads(20, '2026-06-02T12:00Z');
      batches.push(batch.map(({ id }) => id));
    }
    expect(batches.map(({ length }) => length)).toEqual([500, 500, 204]);
    expect(batches.flat()).toEqual(expected.map(({ id }) => id));
  });

  it('can be restricted to a type, state, platform or account, and shows no text of deleted uploads', async () => {
    const states = ['publishing', 'failed', 'completed'];
    const userId = await storeHistory(query, [
      ...states.map((status, index) => item('uploads', status, STARTS + index)),
      item('renders', 'completed', STARTS + 10),
      item('renders', 'failed', STARTS + 11),
    ]);
    const accountId = newId();
    await query(
      `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
       values ($1::uuid, $2, 'youtube', $1::text, 'A channel', 'sealed', now(), $2)`,
      [accountId, userId],
    );
    for (const status of ['publishing', 'failed'])
      await query(
        `insert into publications (id, user_id, upload_id, account_id, account_name, platform)
         select $3, $1, id, $4, 'A channel', 'youtube' from uploads where user_id = $1 and status = $2`,
        [userId, status, newId(), accountId],
      );
    await query(
      `update publications set status = 'cancelled' where upload_id = (select id from uploads where user_id = $1 and status = 'failed')`,
      [userId],
    );
    await query(
      `insert into upload_targets (upload_id, platform) select id, unnest(array['youtube', 'download']) from uploads where user_id = $1 and status = 'publishing'`,
      [userId],
    );
    await query(
      `update uploads set title = 'A lap', deleted_at = case when status = 'failed' then now() end where user_id = $1`,
      [userId],
    );

    const kinds = async (filter: ExportFilter) =>
      (await exported(userId, filter)).map(({ type, status }) => `${type} ${status}`);
    expect(await kinds({})).toEqual([
      'render failed',
      'render completed',
      'upload completed',
      'upload failed',
      'upload publishing',
    ]);
    expect(await kinds({ type: 'render' })).toEqual(['render failed', 'render completed']);
    expect(await kinds({ status: 'failed' })).toEqual(['render failed', 'upload failed']);
    expect(await kinds({ status: 'failed', type: 'upload' })).toEqual(['upload failed']);
    expect(await kinds({ platform: 'youtube' })).toEqual(['upload publishing']);
    expect(await kinds({ platform: 'tiktok' })).toEqual([]);
    expect(await kinds({ accountId })).toEqual(['upload publishing']);
    const [failedRender, completedRender, completed, deleted, publishing] = await exported(userId);
    expect(publishing).toMatchObject({ title: 'A lap', platforms: ['download', 'youtube'], accountIds: [accountId] });
    expect(completed).toMatchObject({ filename: 'ride.mp4', platforms: [], accountIds: [], videoSeconds: null });
    expect(deleted).toMatchObject({ title: null, filename: null, accountIds: [] });
    expect(completedRender).toMatchObject({ videoSeconds: 5, charged: 1_000_000, title: null, errorCode: null });
    expect(failedRender).toMatchObject({ videoSeconds: null, charged: 0, platforms: [] });
  });
});
