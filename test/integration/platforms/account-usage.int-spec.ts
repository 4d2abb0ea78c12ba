import type { PlatformEmulator } from '../../support/emulators/platform-emulator';
import { PublishingRows } from '../../support/harness/publishing-rows';

const POSTS = 10;
/** Minutes that the platform names when all calls are used up. */
const MINUTES = 45;

let here: PublishingRows;
beforeAll(async () => {
  here = await PublishingRows.start();
});
afterAll(() => here?.close());

describe.each(['instagram', 'facebook'] as const)('when the calls for an account on %s are almost used up', (name) => {
  let emulator: PlatformEmulator;
  let account: { id: string; externalId: string };
  beforeEach(async () => {
    emulator = await here.emulator(name);
    account = await here.connect(name);
  });
  afterEach(async () => {
    await use(1);
    expect(await emulator.violations()).toEqual([]);
  });

  const use = (percent: number) => emulator.control('PUT', '/app', { buc_percent: percent, regain_minutes: MINUTES });
  const posts = async (count: number) => {
    const ids: string[] = [];
    while (ids.length < count) ids.push(await here.post(name, account.id));
    return ids;
  };
  /** Number of calls that the platform receives meanwhile. */
  const callsOf = async (work: () => Promise<unknown>) => {
    const count = async () => (await emulator.control<{ requests: object[] }>('GET', '/requests')).requests.length;
    const before = await count();
    await work();
    return (await count()) - before;
  };
  const waitForTurn = (all: Awaited<ReturnType<typeof here.runOnce>>) =>
    all.filter(({ waitingFor }) => waitingFor === 'platform_call_limit');

  it('[emulator 13] posts make a fifth of the calls or fewer, none of them fails, and all go on when the usage falls', async () => {
    const before = await posts(POSTS);
    const usual = await callsOf(() => here.runOnce(before));
    await use(95);
    // The answers to the calls of this post report the usage.
    await here.runOnce(await posts(1));
    const during = await posts(POSTS);
    const slowed = await callsOf(async () => {
      const waiting = waitForTurn(await here.runOnce(during));
      expect(waiting.length).toBeGreaterThanOrEqual(POSTS - 2);
      expect(waiting.map(({ status, attempts }) => [status, attempts])).toEqual(waiting.map(() => ['waiting', 0]));
    });
    expect(slowed).toBeGreaterThan(0);
    expect(slowed).toBeLessThanOrEqual(usual / 5);

    await use(1);
    await emulator.advance(60);
    const [first = '', ...others] = during;
    const turns = () => here.rows.query<object[]>('select publication_id from publication_calls where not is_made');
    expect((await turns()).length).toBeGreaterThanOrEqual(POSTS - 2);
    await here.rows.query(
      `update publication_calls set at = at - interval '1 hour' where is_made or publication_id = $1`,
      [first],
    );
    // The answers to the calls of this post report a low usage, which ends the turns of the other posts.
    await here.runOnce([first]);
    expect(await turns()).toEqual([]);
    expect(await here.work(name, first)).toMatchObject({ status: 'verified', fault: null });
    expect(waitForTurn(await here.runOnce(others))).toEqual([]);
  });

  it('[emulator 13] the workspaces that have connected it share its pace, and no call is made for the minutes that the platform names', async () => {
    const [first = '', second = ''] = await posts(2);
    here.rows.userId = await here.rows.newUser();
    const other = await here.reconnect(name);
    expect(other).toMatchObject({ externalId: account.externalId });
    const foreign = await here.post(name, other.id);
    await use(100);
    expect(await here.runOnce([first])).toMatchObject([{ status: 'waiting', waitingFor: 'platform_rate_limited' }]);
    const calls = await callsOf(async () => {
      const waiting = waitForTurn(await here.runOnce([second, foreign]));
      const minutes = waiting.map(({ dueAt, updatedAt }) => ((dueAt?.getTime() ?? 0) - updatedAt.getTime()) / 60_000);
      expect(minutes).toHaveLength(2);
      expect(Math.min(...minutes)).toBeGreaterThan(MINUTES / 2);
      expect(Math.max(...minutes)).toBeLessThanOrEqual(MINUTES + 1);
    });
    expect(calls).toBe(0);

    await use(95);
    await here.rows.query('update platform_accounts set calls_paused_until = clock_timestamp()');
    expect(waitForTurn(await here.runOnce([first]))).toEqual([]);
    expect(waitForTurn(await here.runOnce([foreign]))).toHaveLength(1);
    await use(1);
    await emulator.advance(60);
    expect(await here.work(name, first)).toMatchObject({ status: 'verified', fault: null });
    expect(waitForTurn(await here.runOnce([second, foreign]))).toEqual([]);
  });

  it('[emulator 13] figures are not read before the usage falls, so that the calls are left for posts', async () => {
    const [id = '', other = ''] = await posts(2);
    expect(await here.work(name, id)).toMatchObject({ status: 'verified' });
    const readings = () => callsOf(() => here.readFigures(account.id, [id]));
    expect(await readings()).toBeGreaterThan(0);
    await use(95);
    expect(await readings()).toBeGreaterThan(0);
    expect(await readings()).toBe(0);
    await use(94);
    expect(await here.work(name, other)).toMatchObject({ status: 'verified' });
    expect(await readings()).toBeGreaterThan(0);
  });
});
