import { newId } from '@app/core';
import { PublicationsRepository } from '@app/platforms';
import type { PlatformEmulator } from '../../support/emulators/platform-emulator';
import { PUBLISHING_TARGETS, publishingPlan } from '../../support/emulators/publishing-targets';
import { PublishingRows } from '../../support/harness/publishing-rows';

/** More publishing calls than a post makes in an hour. */
const REFUSALS = 25;
const LONGEST_PAUSE = 300;

let here: PublishingRows;
beforeAll(async () => {
  here = await PublishingRows.start();
});
afterAll(() => here?.close());

describe.each(PUBLISHING_TARGETS)('an outage of the call that publishes on %s', (name) => {
  const { commit } = publishingPlan(name).ops;
  let emulator: PlatformEmulator;
  let accountId: string;
  let caption: string;
  beforeEach(async () => {
    emulator = await here.emulator(name);
    accountId = (await here.connect(name)).id;
    caption = newId();
  });
  afterEach(async () => expect(await emulator.violations()).toEqual([]));

  const outage = (times: number) => emulator.faults({ ...commit, times, action: { type: 'http', status: 503 } });

  it('delays a post, with pauses that grow to minutes, and no longer', async () => {
    await outage(REFUSALS);
    const post = await here.work(name, await here.post(name, accountId, caption));
    expect(post).toMatchObject({ status: 'verified', fault: null });
    expect(await here.live(name, caption)).toMatchObject([{ sha256: here.sha256 }]);
    expect(post.pauses.length).toBeGreaterThanOrEqual(REFUSALS - 2);
    expect(Math.min(...post.pauses.slice(-10))).toBeGreaterThanOrEqual(LONGEST_PAUSE / 2 - 1);
    expect(Math.max(...post.pauses)).toBeLessThanOrEqual(LONGEST_PAUSE + 1);
  });
});

describe('an outage of the call that publishes for more than a day', () => {
  const name = 'youtube';
  let emulator: PlatformEmulator;
  let [id, uploadId, caption] = ['', '', ''];
  beforeEach(async () => {
    emulator = await here.emulator(name);
    await emulator.faults({ ...publishingPlan(name).ops.commit, times: -1, action: { type: 'http', status: 503 } });
    const { id: accountId } = await here.connect(name);
    caption = newId();
    id = await here.post(name, accountId, caption);
    ({ uploadId } = await until('waiting', 30));
  });

  /** Works on the post for so many runs, and then once more if it is not in that state. */
  const until = async (status: string, runs: number) => {
    const post = await here.work(name, id, runs);
    return post.status === status ? post : here.work(name, id, 1);
  };
  const aDayPasses = () =>
    here.rows.query(
      `update publications set released_at = released_at - interval '25 hours',
         fault = jsonb_set(fault::jsonb, '{failing,since}', to_jsonb(now() - interval '25 hours'))::json where id = $1`,
      [id],
    );
  const retry = () =>
    here.rows.transaction((manager) => here.rows.service(PublicationsRepository).retry(uploadId, 'all', manager));

  it('makes a post fail, which a retry publishes', async () => {
    await aDayPasses();
    const fault = { class: 'transient', step: 'commit', platformCode: '503' };
    expect(await here.work(name, id, 3)).toMatchObject({ status: 'failed', fault });
    expect(await here.live(name, caption)).toEqual([]);
    await emulator.faults();
    await retry();
    expect(await here.work(name, id)).toMatchObject({ status: 'verified', fault: null });
    expect(await here.live(name, caption)).toHaveLength(1);
  });

  it('gives a post another day when it is retried meanwhile', async () => {
    await until('unknown', 1);
    await aDayPasses();
    await retry();
    expect(await until('waiting', 2)).toMatchObject({ fault: { class: 'transient', failing: { class: 'transient' } } });
  });
});

describe('an unanswered call for a post that was ready days before its time', () => {
  const name = 'youtube';
  let emulator: PlatformEmulator;
  let [id, caption] = ['', ''];
  beforeEach(async () => {
    emulator = await here.emulator(name);
    const { id: accountId } = await here.connect(name);
    caption = newId();
    id = await here.post(name, accountId, caption);
    await here.rows.query(`update publications set released_at = now() - interval '3 days' where id = $1`, [id]);
    await emulator.faults({ ...publishingPlan(name).ops.commit, action: { type: 'drop_after_effect' } });
    expect(await here.work(name, id, 1)).toMatchObject({ status: 'unknown', dueAt: expect.any(Date) });
    await emulator.faults({ op: 'yt.put', times: -1, action: { type: 'http', status: 503 } });
  });

  it('is followed up for a day from the call, although the platform is down at first', async () => {
    expect(await here.work(name, id, 14)).toMatchObject({ status: 'unknown', dueAt: expect.any(Date) });
    await emulator.faults();
    expect(await here.work(name, id)).toMatchObject({ status: 'verified', fault: null });
    expect(await here.live(name, caption)).toHaveLength(1);
  });

  it('is given up a day after the call, of which its owner is told while other posts of the upload still wait', async () => {
    const { uploadId } = await here.work(name, id, 11);
    await here.rows.query(
      `insert into publications (id, user_id, upload_id, account_name, platform, status)
       select $2, user_id, upload_id, 'Another', 'tiktok', 'pending' from publications where id = $1`,
      [id, newId()],
    );
    await here.rows.query(
      `update publication_submissions set created_at = created_at - interval '25 hours' where publication_id = $1`,
      [id],
    );
    expect(await here.work(name, id, 2)).toMatchObject({ status: 'unknown', dueAt: null });
    const events = await here.rows.query<{ type: string; data: object }[]>(
      `select type, data from account_events where data ->> 'upload_id' = $1 and type <> 'publication.updated'`,
      [uploadId],
    );
    const data = { id, status: 'unknown', error: { class: 'transient' } };
    expect(events).toMatchObject([{ type: 'publication.unconfirmed', data }]);
    const mails = await here.rows.query<{ payload: object }[]>(
      `select payload from outbox where name = 'account_mail.send' and payload::text like '%' || $1 || '%'`,
      [id],
    );
    expect(mails).toMatchObject([{ payload: { template: 'post_unconfirmed', publicationId: id } }]);
  });
});
