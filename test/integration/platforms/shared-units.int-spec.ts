import { newId } from '@app/core';
import {
  callLimitReached,
  PublicationEventsRepository,
  platformUnavailable,
  SharedUnitsRepository,
} from '@app/platforms';
import fc from 'fast-check';
import type { PlatformEmulator } from '../../support/emulators/platform-emulator';
import { PublishingRows } from '../../support/harness/publishing-rows';
import { withinOneHour } from '../../support/harness/within-one-hour';

const A_DAY = 2_000;
/** What YouTube counts (developers.google.com, "Quota Calculator"). */
const COSTS: Record<string, number> = {
  'GET yt.channels': 1,
  'GET yt.videos': 1,
  'GET yt.playlist': 1,
  'POST yt.playlist': 50,
  'GET yt.captions': 50,
  'POST yt.caption': 400,
  'POST yt.thumb': 50,
  'POST yt.comment': 50,
};
const OF_STEP = { observe: 1, thumbnail: 50, captions: 450, metrics: 1 };
/** What a post takes with all its steps, at most. */
const OF_A_POST = 612;
const CALIFORNIA = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Los_Angeles', timeStyle: 'short' });

type Step = keyof typeof OF_STEP;
const STEPS = Object.keys(OF_STEP) as Step[];

let here: PublishingRows;
let units: SharedUnitsRepository;
beforeAll(async () => {
  process.env.YOUTUBE_DAILY_UNITS = String(A_DAY);
  here = await PublishingRows.start();
  units = here.rows.service(SharedUnitsRepository);
});
const enter = async () => {
  await here.rows.query('delete from publications');
  await here.rows.query('delete from platform_units');
  await here.rows.query('delete from platform_workspace_units');
};
beforeEach(enter);
afterAll(() => here?.close());

const workspaces = (count: number) => Promise.all(Array.from({ length: count }, () => here.rows.newUser()));
const take = (userId: string, step: Step) => units.take({ userId, platform: 'youtube' }, step);
/** Seconds until the workspace may take the units; 0: it has taken them. */
const wait = (userId: string, step: Step): Promise<number> =>
  take(userId, step)
    .then(() => 0)
    .catch((error: unknown) => {
      if (!callLimitReached.is(error)) throw error;
      return error.options.retryAfterSeconds ?? 0;
    });
const isTaken = async (userId: string, step: Step) => (await wait(userId, step)) === 0;
/** The workspace takes the units again and again, until it has so many in all, or may take no more. */
const takeUpTo = async (most: number, userId: string, step: Step) => {
  for (let all = 0; all + OF_STEP[step] <= most && (await isTaken(userId, step)); ) all += OF_STEP[step];
};
const used = async () => {
  const [{ units: all = 0 } = {}] = await here.rows.query<{ units?: number }[]>('select units from platform_units');
  const rows = await here.rows.query<{ userId: string; units: number }[]>(
    'select user_id as "userId", units from platform_workspace_units',
  );
  const of = new Map(rows.map(({ userId, units: own }) => [userId, own]));
  expect([...of.values()].reduce((sum, own) => sum + own, 0)).toBe(all);
  return { all, of: (userId: string) => of.get(userId) ?? 0 };
};

describe('the units of a day at YouTube', () => {
  it('never exceed the quota, however many workspaces take them at the same time', () =>
    withinOneHour(async () => {
      const all = await workspaces(4);
      const calls = all.flatMap((userId) => Array.from({ length: 20 }, () => isTaken(userId, 'thumbnail')));
      const taken = (await Promise.all(calls)).filter(Boolean).length;
      expect((await used()).all).toBe(taken * OF_STEP.thumbnail);
      // A tenth is left to posts that are about to be published.
      expect(taken * OF_STEP.thumbnail).toBe(A_DAY * 0.9);
      await Promise.all(all.map((userId) => takeUpTo(A_DAY, userId, 'observe')));
      expect((await used()).all).toBe(A_DAY);
    }, enter));

  it('may all be used by the only workspace that publishes', () =>
    withinOneHour(async () => {
      const [only = '', reader = ''] = await workspaces(2);
      await takeUpTo(5, reader, 'metrics');
      await takeUpTo(A_DAY, only, 'captions');
      await takeUpTo(A_DAY, only, 'thumbnail');
      await takeUpTo(A_DAY, only, 'observe');
      expect((await used()).of(only)).toBe(A_DAY - 5);
    }, enter));

  it('are left to workspaces below their share once half is used up, until midnight in California', () =>
    withinOneHour(async () => {
      const [greedy = '', small = ''] = await workspaces(2);
      expect(await isTaken(small, 'observe')).toBe(true);
      await takeUpTo(A_DAY, greedy, 'thumbnail');
      const share = Math.floor((A_DAY * 0.9) / 2);
      expect((await used()).of(greedy)).toBeLessThanOrEqual(A_DAY / 2);
      expect((await used()).of(greedy)).toBeGreaterThan(share - OF_STEP.thumbnail);
      const seconds = await wait(greedy, 'thumbnail');
      expect(CALIFORNIA.format(Date.now() + seconds * 1_000)).toBe('00:00');
      expect(await isTaken(small, 'captions')).toBe(true);
      expect(await isTaken(small, 'thumbnail')).toBe(true);
    }, enter));

  it('are kept for a workspace that plans a post for the same day', () =>
    withinOneHour(async () => {
      await here.emulator('youtube');
      const { id: accountId } = await here.connect('youtube');
      const planning = here.rows.userId;
      const greedy = await here.rows.newUser();
      await here.post('youtube', accountId);
      await takeUpTo(A_DAY, greedy, 'thumbnail');
      expect((await used()).of(greedy)).toBeLessThanOrEqual(A_DAY / 2);
      expect(await isTaken(planning, 'captions')).toBe(true);
    }, enter));

  it('are left by figures to steps after posts, and by these to posts', () =>
    withinOneHour(async () => {
      const [userId = ''] = await workspaces(1);
      await takeUpTo(1_550, userId, 'captions');
      await takeUpTo(A_DAY, userId, 'metrics');
      expect((await used()).all).toBe(A_DAY * 0.8);
      expect([await isTaken(userId, 'metrics'), await isTaken(userId, 'thumbnail')]).toEqual([false, true]);
      await takeUpTo(A_DAY, userId, 'thumbnail');
      expect((await used()).all).toBe(A_DAY * 0.9);
      expect([await isTaken(userId, 'thumbnail'), await isTaken(userId, 'observe')]).toEqual([false, true]);
    }, enter));

  it('are counted from zero on the next day, and those of an earlier day are not given back', async () => {
    const [userId = ''] = await workspaces(1);
    const earlier = await take(userId, 'captions');
    for (const table of ['platform_units', 'platform_workspace_units'])
      await here.rows.query(`update ${table} set day = day - 1`);
    await take(userId, 'thumbnail');
    const yesterday = { ...earlier, day: '2020-01-01' };
    await expect(units.make(yesterday, () => Promise.reject(platformUnavailable()))).rejects.toThrow();
    expect(await used()).toMatchObject({ all: OF_STEP.thumbnail });
    expect((await used()).of(userId)).toBe(OF_STEP.thumbnail);
  });

  it('are shared fairly in any order of calls', async () => {
    const all = await workspaces(4);
    const call = fc.record({ who: fc.nat(3), step: fc.constantFrom(...STEPS), isLost: fc.boolean() });
    const property = fc.asyncProperty(fc.array(call, { minLength: 5, maxLength: 30 }), async (calls) => {
      await enter();
      const own = [0, 0, 0, 0];
      const publishing = new Set<number>();
      for (const { who, step, isLost } of calls) {
        const cost = OF_STEP[step];
        const left = A_DAY * { observe: 0, thumbnail: 0.1, captions: 0.1, metrics: 0.2 }[step];
        const before = own.reduce((sum, part) => sum + part, 0);
        const share = Math.max(OF_A_POST, Math.floor((A_DAY - left) / new Set([...publishing, who]).size));
        const taken = await take(all[who] ?? '', step).catch(() => undefined);
        const isPlentiful = before + cost <= A_DAY / 2;
        const fits = before + cost <= A_DAY - left;
        if (taken) expect([fits, isPlentiful || (own[who] ?? 0) + cost <= share]).toEqual([true, true]);
        else expect([isPlentiful, fits && (own[who] ?? 0) + cost <= share]).toEqual([false, false]);
        if (!taken) continue;
        if (step !== 'metrics') publishing.add(who);
        if (isLost) await units.make(taken, () => Promise.reject(platformUnavailable())).catch(() => undefined);
        else own[who] = (own[who] ?? 0) + cost;
        expect((await used()).of(all[who] ?? '')).toBe(own[who]);
      }
    });
    await withinOneHour(() => fc.assert(property, { numRuns: 25 }), enter);
  });
});

describe('the units of a post on YouTube', () => {
  let emulator: PlatformEmulator;
  let accountId: string;
  const connect = async () => {
    emulator = await here.emulator('youtube');
    accountId = (await here.connect('youtube')).id;
  };
  beforeEach(connect);
  afterEach(async () => expect(await emulator.violations()).toEqual([]));

  const again = async () => {
    await enter();
    await connect();
  };
  const counted = async () => {
    const { requests } = await emulator.control<{ requests: { op: string; method: string; status: number }[] }>(
      'GET',
      '/requests',
    );
    return requests
      .filter(({ status }) => status < 500)
      .reduce((sum, { op, method }) => sum + (COSTS[`${method} ${op}`] ?? 0), 0);
  };
  const withSteps = async (more: object = {}) => {
    const caption = newId();
    const id = await here.post('youtube', accountId, caption);
    const options = { first_comment: 'First!', subtitles: { language: 'en', text: 'WEBVTT\n' }, ...more };
    await here.rows.query(
      `update publications set overrides = $2, file = jsonb_set(file::jsonb, '{cover}',
         jsonb_build_object('key', file ->> 'key', 'sizeBytes', 600000, 'contentType', 'image/jpeg'))::json where id = $1`,
      [id, { options }],
    );
    return { id, caption };
  };
  const outcomesOf = async (id: string) =>
    (await here.rows.service(PublicationEventsRepository).of(id))
      .filter(({ step }) => ['thumbnail', 'captions', 'first_comment'].includes(step))
      .map(({ step, outcome }) => `${step} ${outcome}`);

  it('and of its figures are those that YouTube counts', () =>
    withinOneHour(async () => {
      const before = await counted();
      const { id } = await withSteps();
      expect(await here.work('youtube', id)).toMatchObject({ status: 'verified', fault: null });
      await here.readFigures(accountId, [id]);
      expect((await used()).of(here.rows.userId)).toBe((await counted()) - before);
    }, again));

  it('are given back when a step failed before the call, or YouTube itself failed', () =>
    withinOneHour(async () => {
      const before = await counted();
      await emulator.faults({ op: 'yt.thumb', times: -1, action: { type: 'http', status: 503 } });
      const { id } = await withSteps();
      expect(await here.work('youtube', id)).toMatchObject({ status: 'verified' });
      expect(await outcomesOf(id)).toContain('thumbnail failed');
      expect((await used()).of(here.rows.userId)).toBe((await counted()) - before);
    }, again));

  it('that the share of its workspace does not allow let its steps wait, visibly, and not those of another workspace', () =>
    withinOneHour(async () => {
      const greedy = here.rows.userId;
      const [first, second] = [await withSteps(), await withSteps()];
      here.rows.userId = await here.rows.newUser();
      const small = here.rows.userId;
      accountId = (await here.reconnect('youtube')).id;
      const other = await withSteps();
      // The first workspace has used a good part of the day already.
      await takeUpTo(350, greedy, 'thumbnail');
      expect(await here.work('youtube', first.id)).toMatchObject({ status: 'verified' });
      expect((await used()).of(greedy)).toBeGreaterThan(OF_A_POST);

      await here.work('youtube', second.id, 3);
      const [waiting] = await here.runOnce([second.id]);
      expect(waiting).toMatchObject({
        status: 'published',
        fault: { code: 'platform_call_limit', class: 'rate_limited', message: expect.stringContaining('share') },
      });
      expect(CALIFORNIA.format(waiting?.dueAt ?? 0)).toBe('00:00');
      expect(await outcomesOf(second.id)).not.toContain('captions failed');
      expect(await outcomesOf(second.id)).not.toContain('first_comment started');
      expect(await here.work('youtube', other.id)).toMatchObject({ status: 'verified', fault: null });
      expect(await outcomesOf(other.id)).toEqual([
        'thumbnail done',
        'captions done',
        'first_comment started',
        'first_comment done',
      ]);
      expect((await used()).of(small)).toBeLessThanOrEqual(OF_A_POST);

      for (const table of ['platform_units', 'platform_workspace_units'])
        await here.rows.query(`update ${table} set day = day - 1`);
      expect(await here.work('youtube', second.id)).toMatchObject({ status: 'verified', fault: null });
      expect((await outcomesOf(second.id)).filter((outcome) => outcome === 'first_comment done')).toHaveLength(1);
    }, again));

  it('that are used up let a post wait before it calls YouTube, and a lost answer is not taken for a post that failed', () =>
    withinOneHour(async () => {
      const { id } = await withSteps();
      await here.rows.query(
        `insert into platform_units (platform, day, units) values ('youtube', (now() at time zone 'America/Los_Angeles')::date, $1)`,
        [A_DAY],
      );
      const before = await counted();
      const [waiting] = await here.runOnce([id]);
      expect(waiting).toMatchObject({ status: 'waiting', waitingFor: 'platform_call_limit', attempts: 0 });
      expect(CALIFORNIA.format(waiting?.dueAt ?? 0)).toBe('00:00');
      expect(await counted()).toBe(before);

      await here.rows.query('update platform_units set units = 0');
      await emulator.faults({ op: 'yt.put', when: { isFinal: true }, action: { type: 'drop_after_effect' } });
      expect(await here.runOnce([id])).toMatchObject([{ status: 'unknown' }]);
      await emulator.faults({ op: 'yt.put', when: { stepIs: 'probe' }, action: { type: 'named', name: 'yt.404' } });
      await here.rows.query('update platform_units set units = $1', [A_DAY]);
      const [doubted] = await here.runOnce([id]);
      expect(doubted).toMatchObject({ status: 'unknown', fault: { code: 'platform_call_limit' } });
      await here.rows.query('update platform_units set units = 0');
      expect(await here.work('youtube', id)).toMatchObject({ postId: expect.any(String) });
    }, again));
});
