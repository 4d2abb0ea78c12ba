import { randomUUID } from 'node:crypto';
import { BacklogRepository, KpiRepository, PostQualityRepository } from '@app/insights';
import { insightsSuite } from '../../support/harness/insights-suite';
import { type HistoryItem, storeHistory } from '../../support/harness/stored-history';

const MINUTE = 60_000;
const JUNE = { from: '2026-06-01', to: '2026-06-30', timeZone: 'UTC' };
const IN_JUNE = new Date('2026-06-10T12:00Z');

describe('figures about work', () => {
  const app = insightsSuite();
  const { query } = app;
  beforeAll(async () => {
    // Rows are stored in the states that they have in the end.
    for (const table of ['uploads', 'publications']) await query(`alter table ${table} disable trigger user`);
  });

  const item = (kind: HistoryItem['kind'], status: string, at = IN_JUNE): HistoryItem => {
    const hasEnded = ['completed', 'partial', 'failed', 'cancelled'].includes(status);
    return { kind, status, createdAt: at, finishedAt: hasEnded ? at : null, seconds: 1 };
  };
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * MINUTE);

  it('count the backlog by state and age: what was accepted, has not ended, and belongs to the account', async () => {
    await storeHistory(query, [item('renders', 'queued'), item('uploads', 'queued')]);
    const userId = await storeHistory(query, [
      item('renders', 'queued', minutesAgo(1)),
      item('renders', 'queued', minutesAgo(30)),
      item('renders', 'rendering', minutesAgo(90)),
      item('renders', 'completed', minutesAgo(1)),
      item('uploads', 'pending', minutesAgo(2)),
      item('uploads', 'staged', minutesAgo(2_000)),
      item('uploads', 'publishing', minutesAgo(10)),
      item('uploads', 'cancelled', minutesAgo(10)),
    ]);
    // The client took its time to send the file.
    await query(
      `update uploads set received_at = case when status = 'publishing' then now() else created_at end where user_id = $1`,
      [userId],
    );
    await query(
      `insert into upload_targets (upload_id, platform) select id, case status when 'staged' then 'tiktok' else 'youtube' end from uploads where user_id = $1`,
      [userId],
    );
    const none = { minutes: 0, hour: 0, day: 0, older: 0 };
    const about = (minutes: number): number => expect.closeTo(minutes * 60, -2);
    const staged = { ...none, status: 'staged', count: 1, oldestSeconds: about(2_000), older: 1 };
    expect(await app.get(BacklogRepository).of(userId, {})).toEqual({
      renders: [
        { ...none, status: 'queued', count: 2, oldestSeconds: about(30), minutes: 1, hour: 1 },
        { ...none, status: 'rendering', count: 1, oldestSeconds: about(90), day: 1 },
      ],
      uploads: [{ ...none, status: 'publishing', count: 1, oldestSeconds: about(0), minutes: 1 }, staged],
    });
    expect(await app.get(BacklogRepository).of(userId, { platform: 'tiktok' })).toEqual({
      renders: [],
      uploads: [staged],
    });
  });

  it('count what completed without being repeated, and the files that could be made for each platform', async () => {
    const userId = await storeHistory(query, [
      ...['completed', 'completed', 'completed', 'failed', 'queued'].map((status) => item('renders', status)),
      ...['completed', 'completed', 'partial', 'failed', 'processing'].map((status) => item('uploads', status)),
      item('uploads', 'completed', new Date('2026-07-01T00:00Z')),
    ]);
    const one = `(select id from %1 where user_id = $1 and status = 'completed' and created_at = $2 limit 1)`;
    for (const [table, change] of [
      ['renders', 'attempts = 2'],
      ['uploads', 'retries = 1'],
    ] as const)
      await query(`update ${table} set ${change} where id = ${one.replace('%1', table)}`, [userId, IN_JUNE]);
    await query(`update renders set attempts = 1 where user_id = $1 and attempts = 0`, [userId]);
    // Every upload has a file for YouTube; that for TikTok fails, and that of a running upload is not counted yet.
    await query(
      `insert into upload_targets (upload_id, platform, status, file, error)
       select id, platform, target, case target when 'ready' then 'a.mp4' end, case target when 'failed' then '{}'::json end
         from uploads, (values ('youtube', 'ready'), ('tiktok', 'failed')) made (platform, target)
         where user_id = $1 and (platform = 'youtube' or status in ('partial', 'processing'))`,
      [userId],
    );
    const of = async (platform?: string) => {
      const { renders, uploads } = await app.get(KpiRepository).of(userId, JUNE, platform ? { platform } : {});
      return [renders.quality, uploads.quality].map((quality) => Object.fromEntries(quality));
    };
    expect(await of()).toEqual([{ at_once: 2 }, { at_once: 1, ready: 4, failed: 1 }]);
    expect(await of('tiktok')).toEqual([{}, { failed: 1 }]);
  });

  it('count posts that a platform published at the first call', async () => {
    const userId = await storeHistory(query, [item('uploads', 'completed')]);
    const post = async (platform: string, status: string, calls: readonly string[], at = IN_JUNE) => {
      const id = randomUUID();
      const isPublished = status === 'published' || status === 'verified';
      await query(
        `insert into publications (id, user_id, upload_id, account_name, platform, status, file, texts, post_id, published_at, verified_at, fault, created_at)
         select $2::uuid, user_id, id, 'A channel', $3, $4::text, '{}', '{}', case when $5 then 'a post' end, case when $5 then now() end,
           case when $4 = 'verified' then now() end, case when $4 = 'failed' then '{}'::json end, $6 from uploads where user_id = $1`,
        [userId, id, platform, status, isPublished, at],
      );
      for (const [index, state] of calls.entries())
        await query(
          `insert into publication_submissions (publication_id, number, state, reference, lease_epoch)
           values ($1, $2, $3::text, case when $3 = 'accepted' then 'a post' end, 1)`,
          [id, index + 1, state],
        );
    };
    await post('youtube', 'verified', ['accepted']);
    await post('youtube', 'published', ['refused', 'accepted']);
    await post('tiktok', 'verified', ['accepted']);
    await post('tiktok', 'failed', ['refused']);
    await post('tiktok', 'failed', []);
    await post('tiktok', 'unknown', ['unknown']);
    await post('tiktok', 'verified', ['accepted'], new Date('2026-05-31T23:59Z'));
    const of = (filter: object) => app.get(PostQualityRepository).of(userId, JUNE, filter);
    expect(await of({})).toEqual({ published: 3, atOnce: 2, failed: 2 });
    expect(await of({ platform: 'tiktok' })).toEqual({ published: 1, atOnce: 1, failed: 2 });
    expect(await app.get(PostQualityRepository).of(randomUUID(), JUNE, {})).toEqual({
      published: 0,
      atOnce: 0,
      failed: 0,
    });
  });
});
