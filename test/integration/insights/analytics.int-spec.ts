import { AnalyticsRepository, type KpiFilter, KpiRepository } from '@app/insights';
import fc from 'fast-check';
import { isRegion } from '../../../apps/api/src/http/time-zone.decorator';
import { generatedHistory } from '../../support/harness/generated-history';
import { insightsSuite } from '../../support/harness/insights-suite';
import { type HistoryItem, storeHistory } from '../../support/harness/stored-history';

const HOUR = 3_600_000;
const dayOf = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);

const countsOf = (keys: readonly string[]): Map<string, number> =>
  new Map([...new Set(keys)].map((key) => [key, keys.filter((other) => other === key).length]));

/** Interpolated between neighbours, of a sorted list. */
function percentile(sorted: readonly number[], fraction: number): number {
  const position = (sorted.length - 1) * fraction;
  const [low = 0, high = low] = sorted.slice(Math.floor(position));
  return low + (high - low) * (position - Math.floor(position));
}

/** The middle of its range; each range ends 4 % above its beginning. */
const roundedLatency = (seconds: number): number =>
  seconds <= 0 ? 0 : 1.04 ** (Math.floor(Math.log(seconds) / Math.log(1.04)) + 0.5);

describe('analytics', () => {
  const app = insightsSuite();
  const { query } = app;
  beforeAll(async () => {
    // Uploads are stored in the states that they have in the end.
    await query('alter table uploads disable trigger user');
  });

  it('counts what a recount of the rows counts, on days on which clocks change as well', async () => {
    await fc.assert(
      fc.asyncProperty(generatedHistory, async ({ period, items }) => {
        const userId = await storeHistory(query, items);
        const isIn = (at: Date) => {
          const day = dayOf(at, period.timeZone);
          return day >= period.from && day <= period.to;
        };
        const states = await app.get(AnalyticsRepository).states(userId, period);
        for (const kind of ['renders', 'uploads'] as const) {
          const expected: Record<string, number> = {};
          for (const { status } of items.filter((item) => item.kind === kind && isIn(item.createdAt)))
            expected[status] = (expected[status] ?? 0) + 1;
          expect(states[kind]).toEqual(expected);
        }
        const completed = items.filter(({ kind, status }) => kind === 'renders' && status === 'completed');
        expect(states.videoSeconds).toBe(
          completed.filter(({ createdAt }) => isIn(createdAt)).reduce((sum, { seconds }) => sum + seconds, 0),
        );
        for (const interval of ['day', 'hour'] as const) {
          const buckets = await app.get(AnalyticsRepository).series(userId, period, interval);
          // No gap, no overlap, and days are those of the calendar.
          expect(buckets.slice(1).map(({ start }) => start)).toEqual(buckets.slice(0, -1).map(({ end }) => end));
          expect(dayOf(buckets[0]?.start ?? new Date(0), period.timeZone)).toBe(period.from);
          if (interval === 'day')
            expect(new Set(buckets.map(({ start }) => dayOf(start, period.timeZone))).size).toBe(buckets.length);
          else
            expect(buckets.slice(0, -1).every(({ start, end }) => end.getTime() - start.getTime() === HOUR)).toBe(true);
          for (const bucket of buckets) {
            const within = (at: Date | null) => at !== null && at >= bucket.start && at < bucket.end;
            const count = (kind: HistoryItem['kind'], status?: string) =>
              items.filter(
                (item) =>
                  item.kind === kind &&
                  (status === undefined ? within(item.createdAt) : item.status === status && within(item.finishedAt)),
              ).length;
            expect(bucket).toEqual({
              start: bucket.start,
              end: bucket.end,
              renders_created: count('renders'),
              renders_completed: count('renders', 'completed'),
              renders_failed: count('renders', 'failed'),
              renders_cancelled: count('renders', 'cancelled'),
              video_seconds: completed
                .filter(({ finishedAt }) => within(finishedAt))
                .reduce((sum, { seconds }) => sum + seconds, 0),
              uploads_created: count('uploads'),
              uploads_completed: count('uploads', 'completed'),
              uploads_partial: count('uploads', 'partial'),
              uploads_failed: count('uploads', 'failed'),
              uploads_cancelled: count('uploads', 'cancelled'),
              tokens_charged: 0,
              views: 0,
              likes: 0,
              comments: 0,
              shares: 0,
            });
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('says of key figures what a recount of the rows says', async () => {
    await fc.assert(
      fc.asyncProperty(generatedHistory, async ({ period, items }) => {
        const userId = await storeHistory(query, items);
        const figures = await app.get(KpiRepository).of(userId, period, {});
        for (const kind of ['renders', 'uploads'] as const) {
          const own = items.filter((item) => {
            const day = dayOf(item.createdAt, period.timeZone);
            return item.kind === kind && day >= period.from && day <= period.to;
          });
          const took = own
            .filter(({ status }) => ['completed', 'partial'].includes(status))
            .map(({ createdAt, finishedAt }) => ((finishedAt?.getTime() ?? 0) - createdAt.getTime()) / 1_000)
            .sort((one, other) => one - other);
          const hourOf = ({ createdAt }: HistoryItem) =>
            String(
              Number(
                new Intl.DateTimeFormat('en-GB', { timeZone: period.timeZone, hour: '2-digit' }).format(createdAt),
              ),
            );
          const { states, hours, latency, errors, platforms, quality } = figures[kind];
          expect(states).toEqual(countsOf(own.map(({ status }) => status)));
          expect(hours).toEqual(countsOf(own.map(hourOf)));
          expect(errors).toEqual(countsOf(own.filter(({ status }) => status === 'failed').map(() => 'unknown')));
          expect(platforms.size).toBe(0);
          const completed = own.filter(({ status }) => status === 'completed');
          expect(quality).toEqual(countsOf(completed.map(() => 'at_once')));
          expect(latency.size).toBe(took.length === 0 ? 0 : 4);
          if (took.length === 0) continue;
          expect(latency.get('mean')).toBeCloseTo(took.reduce((sum, each) => sum + each, 0) / took.length, 3);
          for (const part of [50, 95, 99]) {
            const [found = Number.NaN, exact] = [latency.get(`p${part}`), percentile(took, part / 100)];
            expect(found).toBeCloseTo(percentile(took.map(roundedLatency), part / 100), 3);
            expect(Math.abs(found - exact)).toBeLessThanOrEqual(0.02 * exact);
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  it('restricts key figures to a platform, and hours and platforms to a state', async () => {
    const at = new Date('2026-06-01T12:00Z');
    const item = { createdAt: at, finishedAt: at, seconds: 1 };
    const userId = await storeHistory(query, [
      { ...item, kind: 'uploads', status: 'completed' },
      { ...item, kind: 'uploads', status: 'failed' },
      { ...item, kind: 'renders', status: 'completed' },
    ]);
    await query(
      `insert into upload_targets (upload_id, platform) select id, unnest(case when status = 'failed' then array['tiktok'] else array['tiktok', 'youtube'] end)
       from uploads where user_id = $1`,
      [userId],
    );
    const of = (filter: KpiFilter) =>
      app.get(KpiRepository).of(userId, { from: '2026-06-01', to: '2026-06-01', timeZone: 'UTC' }, filter);
    const all = await of({});
    expect(all.uploads.platforms).toEqual(new Map(Object.entries({ tiktok: 2, youtube: 1 })));
    expect(all.renders.states).toEqual(countsOf(['completed']));
    const youtube = await of({ platform: 'youtube' });
    expect([youtube.uploads.states, youtube.renders.states]).toEqual([countsOf(['completed']), new Map()]);
    const failed = await of({ status: 'failed' });
    expect(failed.uploads.platforms).toEqual(countsOf(['tiktok']));
    expect(failed.uploads.hours).toEqual(countsOf(['12']));
    expect(failed.uploads.states).toEqual(countsOf(['completed', 'failed']));
  });

  it('know every time zone that the API accepts, as the same one', async () => {
    const known = await query<{ name: string; january: string; july: string }[]>(
      `select name, to_char(timestamptz '2020-01-15T12:00Z' at time zone name, 'YYYY-MM-DD HH24:MI') as january,
         to_char(timestamptz '2020-07-15T12:00Z' at time zone name, 'YYYY-MM-DD HH24:MI') as july from pg_timezone_names`,
    );
    const accepted = new Set(
      [...Intl.supportedValuesOf('timeZone'), ...known.map(({ name }) => name)].filter(isRegion),
    );
    expect(accepted.size).toBeGreaterThan(400);
    for (const name of [
      'UTC',
      'Asia/Kolkata',
      'Asia/Calcutta',
      'America/Argentina/Buenos_Aires',
      'Etc/GMT+5',
      'europe/berlin',
    ])
      expect([name, isRegion(name)]).toEqual([name, true]);
    for (const name of [
      'US/Pacific-New',
      'SST',
      'ECT',
      'PRT',
      'VST',
      'IST',
      'BST',
      'ACT',
      'EST5EDT',
      '+05:30',
      'Europe/Nowhere',
      '',
    ])
      expect([name, isRegion(name)]).toEqual([name, false]);
    const inPostgres = new Map(known.map((zone) => [zone.name, `${zone.january} ${zone.july}`]));
    const clock = (timeZone: string, day: string) =>
      new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(day));
    const different = [...accepted].filter(
      (name) => inPostgres.get(name) !== `${clock(name, '2020-01-15T12:00Z')} ${clock(name, '2020-07-15T12:00Z')}`,
    );
    expect(different).toEqual([]);
  });
});
