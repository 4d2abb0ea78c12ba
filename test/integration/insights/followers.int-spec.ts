import { randomUUID } from 'node:crypto';
import { FollowersRepository } from '@app/insights';
import fc from 'fast-check';
import { FollowerGrowthResponse } from '../../../apps/api/src/analytics/follower-growth.response';
import { PERIODS } from '../../support/harness/generated-history';
import { insightsSuite } from '../../support/harness/insights-suite';
import { storeHistory } from '../../support/harness/stored-history';

const [MINUTE, DAY] = [60_000, 86_400_000];

interface Reading {
  at: Date;
  followers: number | null;
}

/** At most one reading a day in UTC, in and around a period, of up to three accounts, some of which are connected again. */
const generatedReadings = fc.constantFrom(...PERIODS).chain((period) => {
  const first = Date.parse(`${period.from}T00:00:00Z`) - 3 * DAY;
  const days = (Date.parse(`${period.to}T00:00:00Z`) - first) / DAY + 3;
  const reading = fc.record({
    day: fc.integer({ min: 0, max: days }),
    minute: fc.integer({ min: 0, max: 1_439 }),
    followers: fc.option(fc.nat({ max: 1_000 }), { nil: null }),
  });
  const account = fc.uniqueArray(reading, { selector: ({ day }) => day, maxLength: days }).map((readings) =>
    readings.map(
      ({ day, minute, followers }): Reading => ({
        at: new Date(first + day * DAY + minute * MINUTE),
        followers,
      }),
    ),
  );
  return fc.record({
    period: fc.constant(period),
    accounts: fc.array(account, { maxLength: 3 }),
    again: fc.subarray([0, 1, 2]),
  });
});

const dayOf = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);

/** The number of the latest reading before a moment. */
const numberAt = (readings: readonly Reading[], moment: Date): number | null =>
  readings.filter(({ at }) => at < moment).sort((one, other) => Number(other.at) - Number(one.at))[0]?.followers ??
  null;

const difference = (later: number | null, earlier: number | null) =>
  later === null || earlier === null ? null : later - earlier;

function sum(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((each) => each !== null);
  return known.length > 0 ? known.reduce((total, each) => total + each, 0) : null;
}

describe('the followers of connected accounts', () => {
  const app = insightsSuite();
  const { query } = app;

  /** Connects an account with these readings. Accounts of different owners have the same names. @returns its id */
  async function connect(
    userId: string,
    name: string,
    platform: string,
    readings: readonly Reading[],
    missing = 'hidden',
  ): Promise<string> {
    const id = randomUUID();
    await query(
      `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
       values ($1, $2, $3, $4, $4, 'sealed', now(), $2)`,
      [id, userId, platform, name],
    );
    for (const { at, followers } of readings)
      await query(
        `insert into follower_readings (user_id, platform, external_id, read_on, fetched_at, followers, missing)
         values ($1, $2, $3, ($4::timestamptz at time zone 'UTC')::date, $4, $5::bigint, case when $5::bigint is null then $6 end)`,
        [userId, platform, name, at, followers, missing],
      );
    return id;
  }

  const disconnect = (userId: string, name: string) =>
    query('delete from platform_accounts where user_id = $1 and name = $2', [userId, name]);

  it('equal a recount of the readings at the end of every day, also on days on which clocks change', async () => {
    await fc.assert(
      fc.asyncProperty(generatedReadings, async ({ period, accounts, again }) => {
        const userId = await storeHistory(query, []);
        for (const [index, readings] of accounts.entries()) await connect(userId, `No. ${index}`, 'youtube', readings);
        for (const index of again.filter((each) => each < accounts.length)) {
          await disconnect(userId, `No. ${index}`);
          await connect(userId, `No. ${index}`, 'youtube', []);
        }
        const found = await app.get(FollowersRepository).growth(userId, period, {});
        const moments = [...found.days.map(({ start }) => start), ...found.days.slice(-1).map(({ end }) => end)];
        expect(found.days.slice(1).map(({ start }) => start)).toEqual(found.days.slice(0, -1).map(({ end }) => end));
        const days = found.days.map(({ start }) => dayOf(start, period.timeZone));
        expect([days[0], days.at(-1), new Set(days).size]).toEqual([period.from, period.to, days.length]);
        for (const { start, end, followers, gained, accounts: known } of found.days) {
          const numbers = accounts.map((readings) => numberAt(readings, end));
          expect([followers, known]).toEqual([sum(numbers), numbers.filter((each) => each !== null).length]);
          const gains = accounts.map((readings) => difference(numberAt(readings, end), numberAt(readings, start)));
          expect(gained).toBe(sum(gains));
        }
        const expected = accounts.map((readings, index) => {
          const numbers = moments.map((moment) => numberAt(readings, moment));
          const last = numbers.at(-1) ?? null;
          const gained = difference(last, numbers.find((each) => each !== null) ?? null);
          return { name: `No. ${index}`, followers: last, gained };
        });
        expect(found.accounts.map(({ name, followers, gained }) => ({ name, followers, gained }))).toEqual(expected);
        expect(found.total).toEqual({
          followers: sum(expected.map(({ followers }) => followers)),
          gained: sum(expected.map(({ gained }) => gained)),
        });
      }),
      { numRuns: 25 },
    );
  });

  it('are null while hidden or without permission; an account that is connected or shown again gains nothing', async () => {
    const userId = await storeHistory(query, []);
    const noon = (day: number, followers: number | null) => ({ at: new Date(`2026-06-0${day}T12:00Z`), followers });
    const grown = await connect(userId, 'Grown', 'youtube', [noon(1, 100), noon(2, 110), noon(3, 120), noon(4, 130)]);
    const added = await connect(userId, 'Added', 'youtube', [noon(3, 1_000), noon(4, 990)]);
    const hidden = await connect(userId, 'Hidden', 'youtube', [noon(2, 50), noon(3, null)]);
    const refused = await connect(userId, 'Refused', 'tiktok', [noon(4, null)], 'no_permission');
    const unread = await connect(userId, 'Unread', 'tiktok', []);
    await connect(userId, 'Disconnected', 'youtube', [noon(2, 7)]);
    await disconnect(userId, 'Disconnected');
    await connect(await storeHistory(query, []), 'Of another owner', 'youtube', [noon(2, 7)]);
    const period = { from: '2026-06-02', to: '2026-06-04', timeZone: 'UTC' };
    const growth = await app.get(FollowersRepository).growth(userId, period, {});
    expect(growth.days.map(({ followers, gained, accounts }) => [followers, gained, accounts])).toEqual([
      [160, 10, 2],
      [1_120, 10, 2],
      [1_120, 0, 2],
    ]);
    const shown = FollowerGrowthResponse.of({ ...period, isLimited: false }, growth);
    expect(shown).toMatchObject({ followers: 1_120, gained: 20, coverage: 0.4, as_of: '2026-06-04T12:00:00.000Z' });
    expect(shown.growth).toBeCloseTo(20 / 1_100, 10);
    expect(
      shown.accounts.map(({ account_id: id, followers, gained, missing }) => [id, followers, gained, missing]),
    ).toEqual([
      [refused, null, null, 'no_permission'],
      [unread, null, null, 'not_read'],
      [added, 990, -10, null],
      [grown, 130, 30, null],
      [hidden, null, null, 'hidden'],
    ]);
    const names = async (filter: object) =>
      (await app.get(FollowersRepository).growth(userId, period, filter)).accounts.map(({ name }) => name);
    expect(await names({ platform: 'tiktok' })).toEqual(['Refused', 'Unread']);
    expect(await names({ accountId: grown })).toEqual(['Grown']);
    expect(await names({ platform: 'tiktok', accountId: grown })).toEqual([]);
  });
});
