import { CallLimitsRepository, callLimitReached, PublicationLeasesRepository } from '@app/platforms';
import type { PlatformEmulator } from '../../support/emulators/platform-emulator';
import { PublishingRows } from '../../support/harness/publishing-rows';
import { withinOneHour } from '../../support/harness/within-one-hour';

const [OF_APP, OF_WORKSPACE, DAY, LONGEST_PAUSE] = [6, 4, 86_400, 3_600];
const NOW = 'clock_timestamp()';
const CALIFORNIA = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Los_Angeles', timeStyle: 'short' });

let here: PublishingRows;
let emulator: PlatformEmulator;
let accountId: string;
beforeAll(async () => {
  const daily = { YOUTUBE_DAILY_UPLOADS: OF_APP, YOUTUBE_DAILY_UPLOADS_PER_WORKSPACE: OF_WORKSPACE };
  Object.assign(process.env, daily);
  here = await PublishingRows.start();
});
const enter = async () => {
  emulator = await here.emulator('youtube');
  accountId = (await here.connect('youtube')).id;
  await here.rows.query('delete from publications');
};
beforeEach(enter);
afterEach(async () => expect(await emulator.violations()).toEqual([]));
afterAll(() => here?.close());

const post = () => here.post('youtube', accountId);
const posts = (count: number) => Promise.all(Array.from({ length: count }, post));
/** The post has called YouTube to open an upload. @param answer status of the refusal; null: it was opened */
const called = (id: string, answer: number | null = null, at = NOW) =>
  here.rows.query(
    `insert into publication_events (publication_id, step, outcome, platform_status, epoch, created_at)
     values ($1, 'open', case when $2::smallint is null then 'done' else 'failed' end, $2, 1, ${at})`,
    [id, answer],
  );
/** Seconds until the post may open an upload; 0: it may now. */
const wait = (id: string): Promise<number> =>
  here.rows
    .service(CallLimitsRepository)
    .reserve({ id, accountId, platform: 'youtube' }, 'open')
    .then(() => 0)
    .catch((error: unknown) => {
      if (!callLimitReached.is(error)) throw error;
      return error.options.retryAfterSeconds ?? 0;
    });
/** Whether the post waits, for the seconds until midnight in California. */
const endToday = (seconds: number) => seconds > 0 && CALIFORNIA.format(Date.now() + seconds * 1_000) === '00:00';

describe('the uploads that posts open on YouTube', () => {
  it('end with the share of their workspace until midnight in California, those of others do not', () =>
    withinOneHour(async () => {
      const [first = '', second = '', third = ''] = await posts(3);
      await called(first, 400);
      await called(first, 400);
      await called(second, 403);
      expect(await wait(third)).toBe(0);
      await called(second);
      expect(endToday(await wait(third))).toBe(true);
      here.rows.userId = await here.rows.newUser();
      const other = await here.reconnect('youtube').then(({ id }) => here.post('youtube', id));
      expect(await wait(other)).toBe(0);
      for (let call = OF_WORKSPACE; call < OF_APP; call += 1) await called(other);
      expect(endToday(await wait(other))).toBe(true);
    }, enter));

  it('are not more than the day allows when many posts begin at the same time', () =>
    withinOneHour(async () => {
      const [own, ownAccount] = [await posts(10), accountId];
      here.rows.userId = await here.rows.newUser();
      accountId = (await here.reconnect('youtube')).id;
      const all = [...own, ...(await posts(10))];
      const leases = here.rows.service(PublicationLeasesRepository);
      const taken = await Promise.all(all.map((id) => leases.take(id, 60)));
      const waits = await Promise.all(all.map(wait));
      const opening = taken.filter((_, index) => waits[index] === 0);
      const ofOwn = opening.filter((one) => one?.publication.accountId === ownAccount);
      expect(opening).toHaveLength(OF_APP);
      expect(ofOwn.length).toBeLessThanOrEqual(OF_WORKSPACE);
      expect(opening.length - ofOwn.length).toBeLessThanOrEqual(OF_WORKSPACE);

      // A call with an answer counts once; a run that ends without the call gives its place back.
      const [first, second] = opening;
      await called(first?.lease.id ?? '');
      const stillWaiting = all.filter((_, index) => waits[index] !== 0);
      expect((await Promise.all(stillWaiting.map(wait))).every(endToday)).toBe(true);
      await leases.handBack(second?.lease ?? { id: '', epoch: 0 });
      expect((await Promise.all(stillWaiting.map(wait))).filter((seconds) => seconds === 0)).toHaveLength(1);
    }, enter));

  it('keep no place for a later run of a post that has not asked again', () =>
    withinOneHour(async () => {
      const [first = '', ...others] = await posts(OF_WORKSPACE + 1);
      const leases = here.rows.service(PublicationLeasesRepository);
      const run = await leases.take(first, 60);
      expect(await wait(first)).toBe(0);
      await leases.handBack(run?.lease ?? { id: '', epoch: 0 });
      await leases.take(first, 60);
      for (const other of others) {
        await leases.take(other, 60);
        expect(await wait(other)).toBe(0);
      }
      expect(endToday(await wait(first))).toBe(true);
    }, enter));

  it('leave room for the first ones of all posts of the day when a post repeats its own', () =>
    withinOneHour(async () => {
      const [first = '', second = ''] = await posts(OF_WORKSPACE - 1);
      await called(first, 400);
      expect(await wait(first)).toBe(0);
      await here.rows.service(PublicationLeasesRepository).take(second, 60);
      expect([await wait(second), await wait(first)]).toEqual([0, 0]);
      const last = await post();
      expect([endToday(await wait(first)), await wait(last)]).toEqual([true, 0]);
      await posts(OF_WORKSPACE);
      expect(await wait(last)).toBe(0);
    }, enter));

  it.each([
    ['failed at YouTube itself', 503, NOW],
    ['were opened on an earlier day', null, `${NOW} - interval '25 hours'`],
  ])('do not count if they %s', async (_, answer, at) => {
    const id = await post();
    for (let call = 0; call <= OF_APP; call += 1) await called(id, answer, at);
    expect(await wait(id)).toBe(0);
  });

  it('are not opened at all when the share is used up: the post waits for its turn', () =>
    withinOneHour(async () => {
      const [id = '', other = ''] = await posts(2);
      for (let call = 0; call < OF_WORKSPACE; call += 1) await called(other);
      const waiting = { status: 'waiting', waitingFor: 'platform_call_limit', attempts: 0 };
      expect(await here.work('youtube', id, 1)).toMatchObject(waiting);
      expect((await emulator.control<{ requests: object[] }>('GET', '/requests?op=yt.insert')).requests).toEqual([]);
    }, enter));

  it('follow a refusal because of the limit of the channel a day later', async () => {
    await emulator.faults({ op: 'yt.insert', action: { type: 'named', name: 'yt.uploadlimit' } });
    const { pauses } = await here.work('youtube', await post(), 1);
    expect(pauses.map(Math.round)).toEqual([DAY]);
  });

  it.each([
    ['opens no upload', { op: 'yt.insert', action: { type: 'http', status: 503 } }],
    ['loses every upload', { op: 'yt.put', action: { type: 'named', name: 'yt.404' } }],
  ])('follow each other after up to an hour while YouTube %s', async (_, fault) => {
    await emulator.faults({ ...fault, times: -1 });
    const id = await post();
    for (let run = 0; run < 14; run += 1) {
      await here.rows.query(`delete from publication_events where step = 'open'`);
      await here.runOnce([id]);
    }
    const { pauses } = await here.work('youtube', id, 0);
    expect(pauses[0]).toBeGreaterThanOrEqual(LONGEST_PAUSE / 2 - 1);
    expect(pauses[0]).toBeLessThanOrEqual(LONGEST_PAUSE + 1);
  });
});
