import { newId } from '@app/core';
import { AccountUsageRepository, PlatformAdapters, type Publication, PublicationsRepository } from '@app/platforms';
import { PublishingMaintenanceService } from '../../../apps/worker/src/publishing/publishing-maintenance.service';
import type { PlatformEmulator } from '../../support/emulators/platform-emulator';
import type { PublishingTargetName } from '../../support/emulators/publishing-targets';
import { PublishingRows } from '../../support/harness/publishing-rows';

let here: PublishingRows;
let emulator: PlatformEmulator;
let account: { id: string; externalId: string };
let caption: string;
beforeAll(async () => {
  here = await PublishingRows.start();
});
afterAll(() => here?.close());

const enter = async (name: PublishingTargetName) => {
  emulator = await here.emulator(name);
  account = await here.connect(name);
  caption = newId();
};
const post = (name: PublishingTargetName) => here.post(name, account.id, caption);
const behave = (change: object) => emulator.control('PUT', `/accounts/${account.externalId}/behaviour`, change);
const requests = async (query = '') =>
  (await emulator.control<{ requests: object[] }>('GET', `/requests${query}`)).requests.length;
/** Works on a post until it is in this state. */
const workUntil = async (name: PublishingTargetName, id: string, status: Publication['status']) => {
  for (let runs = 0; runs < 12; runs += 1) {
    const latest = await here.work(name, id, 1);
    if (latest.status === status) return latest;
    await emulator.advance(60);
  }
  throw new Error(`the post is not ${status}`);
};

describe('a post that its platform accepted and then failed', () => {
  afterEach(() => behave({ outcome: 'ok' }));

  it.each([
    ['tiktok', 'internal', 'platform_unavailable'],
    ['tiktok', 'spam_risk_too_many_posts', 'platform_rate_limited'],
    ['tiktok', 'auth_removed', 'platform_access_ended'],
  ] as const)(
    'on %s for a reason that may pass (%s) waits, is sent again, and exists once',
    async (name, outcome, waitingFor) => {
      await enter(name);
      await behave({ outcome });
      const id = await post(name);
      await workUntil(name, id, 'published');
      const failed = { status: 'waiting', waitingFor, progress: 0, postId: null, fault: { platformCode: outcome } };
      expect(await workUntil(name, id, 'waiting')).toMatchObject(failed);
      await behave({ outcome: 'ok' });
      expect(await here.work(name, id)).toMatchObject({ status: 'verified', fault: null });
      expect(await here.live(name, caption)).toMatchObject([{ sha256: here.sha256 }]);
      expect(await emulator.violations()).toEqual([]);
    },
  );

  it('waits for its account when the access ended meanwhile', async () => {
    await enter('tiktok');
    await behave({ outcome: 'auth_removed' });
    const id = await post('tiktok');
    await workUntil('tiktok', id, 'published');
    await emulator.advance(60);
    await here.work('tiktok', id, 1);
    await behave({ outcome: 'ok' });
    await emulator.control('POST', `/accounts/${account.externalId}/revoke`, {});
    expect(await here.work('tiktok', id)).toMatchObject({ status: 'waiting', waitingFor: 'account' });
    expect(await here.live('tiktok', caption)).toEqual([]);
  });

  it('fails when that has happened four times', async () => {
    await enter('tiktok');
    await behave({ outcome: 'internal' });
    const id = await post('tiktok');
    const failed = { status: 'failed', fault: { class: 'transient', platformCode: 'internal' } };
    expect(await here.work('tiktok', id)).toMatchObject(failed);
    expect(await requests('?op=tt.init')).toBe(4);
  });
});

describe('an account that Meta no longer shows', () => {
  const json = { error: { code: 100, error_subcode: 33, message: 'Unsupported request. The object does not exist.' } };
  const hide = (op: string, times: number) =>
    emulator.faults({ op, times, action: { type: 'http', status: 400, json } });
  const accountNow = async () => {
    const [row] = await here.rows.query<{ status: string; problemCode: string | null; notice: boolean }[]>(
      `select status, problem_code as "problemCode", notice_due as notice from platform_accounts where id = $1`,
      [account.id],
    );
    return row;
  };
  const broken = { status: 'needs_reconnection', notice: true };

  it.each([
    ['instagram', 'ig.container'],
    ['facebook', 'fb.reel'],
  ] as const)('must be connected again before its posts on %s go on', async (name, op) => {
    await enter(name);
    const id = await post(name);
    await hide(op, 1);
    expect(await here.work(name, id)).toMatchObject({ status: 'waiting', waitingFor: 'account' });
    expect(await accountNow()).toMatchObject({ ...broken, problemCode: '100/33' });
    await here.reconnect(name);
    await here.rows.query('update publications set due_at = clock_timestamp() where id = $1', [id]);
    expect(await here.work(name, id)).toMatchObject({ status: 'verified', fault: null });
  });

  it('must be connected again when its Page has another one', async () => {
    await enter('instagram');
    const id = await post('instagram');
    interface Person {
      user_id: string;
      pages: { ig: { id: string } | null }[];
    }
    const { users } = await emulator.control<{ users: Person[] }>('GET', '/users');
    const person = users.find(({ pages }) => pages.some(({ ig }) => ig?.id === account.externalId));
    const owns = (pages: Person['pages']) => emulator.control('PUT', `/users/${person?.user_id}`, { pages });
    const linked = person?.pages ?? [];
    try {
      await owns(linked.map((page) => (page.ig?.id === account.externalId ? { ...page, ig: null } : page)));
      expect(await here.work('instagram', id)).toMatchObject({ status: 'waiting', waitingFor: 'account' });
      expect(await accountNow()).toMatchObject({ ...broken, problemCode: 'account_missing' });
    } finally {
      await owns(linked);
    }
  });

  it('stays connected when Meta hides it for a moment from all tokens', async () => {
    await enter('instagram');
    const id = await post('instagram');
    await hide('ig.limit', 2);
    expect(await here.work('instagram', id, 1)).toMatchObject({
      status: 'waiting',
      waitingFor: 'platform_unavailable',
    });
    expect(await accountNow()).toMatchObject({ status: 'active', notice: false });
    expect(await here.work('instagram', id)).toMatchObject({ status: 'verified', fault: null });
  });

  it('is not said to be refused when its followers are read meanwhile', async () => {
    await enter('instagram');
    await hide('*', 1);
    const { followers } = here.rows.service(PlatformAdapters).named('instagram');
    const reading = followers?.read(await here.tokensOf(account.id));
    await expect(reading).rejects.toMatchObject({ code: 'platform_unavailable' });
  });

  it('stays connected when only the token of its Page does not show it', async () => {
    await enter('instagram');
    const id = await post('instagram');
    await hide('ig.limit', 1);
    expect(await here.work('instagram', id)).toMatchObject({ status: 'verified', fault: null });
  });
});

describe('an account that Meta blocks for abuse', () => {
  it.each([
    ['instagram', 'ig.publish', 'ig.2207051'],
    ['facebook', 'fb.reel', 'meta.368'],
  ] as const)('has the refused post on %s fail, and no other one sent for a day', async (name, op, fault) => {
    await enter(name);
    const [refused, waiting] = [await post(name), await post(name)];
    await emulator.faults({ op, times: 1, action: { type: 'named', name: fault } });
    const policy = { status: 'failed', fault: { class: 'policy_rejected' } };
    expect(await here.work(name, refused)).toMatchObject(policy);
    const usage = here.rows.service(AccountUsageRepository);
    // The usage of the calls, which other answers report, does not end a block.
    await usage.record(account.id, { percent: 96, secondsToRegain: undefined });
    await usage.record(account.id, { percent: 1, secondsToRegain: undefined });
    const sent = await requests();
    const [later] = await here.runOnce([waiting]);
    expect(later).toMatchObject({ status: 'waiting', waitingFor: 'platform_call_limit', attempts: 0 });
    const hours = ((later?.dueAt?.getTime() ?? 0) - Date.now()) / 3_600_000;
    expect([hours > 23, hours <= 24]).toEqual([true, true]);
    expect(await requests()).toBe(sent);
    await here.rows.query('update platform_accounts set posts_blocked_until = clock_timestamp()');
    expect(await here.work(name, waiting)).toMatchObject({ status: 'verified', fault: null });
  });

  it('is blocked for all workspaces, and has its live posts looked at meanwhile', async () => {
    await enter('facebook');
    const id = await post('facebook');
    await workUntil('facebook', id, 'published');
    const usage = here.rows.service(AccountUsageRepository);
    await usage.block(account.id, 3_600);
    await usage.block(account.id, 60);
    here.rows.userId = await here.rows.newUser();
    const other = await here.reconnect('facebook');
    expect((await usage.paceOf(other.id)).blockedSeconds).toBeGreaterThan(3_000);
    expect(await here.work('facebook', id)).toMatchObject({ status: 'verified' });
  });
});

describe('a post whose account must be reconnected before it was seen live', () => {
  const aDayPasses = (id: string) =>
    here.rows.query(
      `update publications set published_at = published_at - interval '25 hours', looks = 10 where id = $1`,
      [id],
    );
  const maintain = () =>
    here.rows.transaction((manager) => here.rows.service(PublishingMaintenanceService).republishOverdue(manager));
  const uploadStatus = async ({ uploadId }: Publication) => (await here.rows.found(uploadId)).status;
  const publish = async () => {
    await enter('youtube');
    const id = await post('youtube');
    await workUntil('youtube', id, 'published');
    return id;
  };

  it('is looked at after the reconnection, however late', async () => {
    const id = await publish();
    await emulator.control('POST', `/accounts/${account.externalId}/revoke`, {});
    await aDayPasses(id);
    const unseen = await here.work('youtube', id);
    expect(unseen).toMatchObject({ status: 'published', dueAt: null, fault: { class: 'reconnect_required' } });
    expect(await uploadStatus(unseen)).toBe('completed');
    await maintain();
    expect((await here.work('youtube', id)).runs).toBe(0);
    await here.reconnect('youtube');
    await maintain();
    const seen = await here.work('youtube', id);
    expect(seen).toMatchObject({ status: 'verified', fault: null, permalink: expect.any(String) });
    expect(await uploadStatus(seen)).toBe('completed');
  });

  it('is not looked at again when it was given up although its account works', async () => {
    const id = await publish();
    await emulator.faults({ op: 'yt.videos', times: -1, action: { type: 'http', status: 503 } });
    await aDayPasses(id);
    expect(await here.work('youtube', id)).toMatchObject({ status: 'published', dueAt: null, fault: null });
    await maintain();
    expect((await here.work('youtube', id)).runs).toBe(0);
  });
});

describe('a video that Meta cannot process', () => {
  const rejected = (code: string) => ({
    status: 'failed',
    fault: { class: 'media_rejected', code: 'platform_refused', platformCode: code },
  });
  afterEach(() => behave({ outcome: 'ok' }));

  it.each([
    ['instagram', 'ig.container', 'ig.rupload'],
    ['facebook', 'fb.reel', 'fb.reel.upload'],
  ] as const)('is refused after three uploads to %s', async (name, open, op) => {
    await enter(name);
    const id = await post(name);
    await emulator.faults({ op, times: -1, action: { type: 'named', name: 'rupload.processing' } });
    expect(await here.work(name, id)).toMatchObject(rejected('ProcessingFailedError'));
    expect(await requests(`?op=${open}`)).toBe(3);
  });

  it.each([
    ['instagram', 'ig.container', '2207053'],
    ['facebook', 'fb.reel', 'upload_failed'],
  ] as const)('is refused when three uploads to %s have ended so (%s: %s)', async (name, open, outcome) => {
    await enter(name);
    const id = await post(name);
    await behave({ outcome });
    expect(await here.work(name, id)).toMatchObject(rejected(outcome));
    expect(await requests(`?op=${open}`)).toBe(3);
  });

  it('is published when the third upload is processed, and after a refusal has three uploads again', async () => {
    await enter('instagram');
    const [id, again] = [await post('instagram'), await here.post('instagram', account.id)];
    const processing = { op: 'ig.rupload', action: { type: 'named', name: 'rupload.processing' } };
    await emulator.faults({ ...processing, times: 2 });
    expect(await here.work('instagram', id)).toMatchObject({ status: 'verified', fault: null });
    await emulator.faults({ ...processing, times: 5 });
    const failed = await here.work('instagram', again);
    expect(failed).toMatchObject(rejected('ProcessingFailedError'));
    const posts = here.rows.service(PublicationsRepository);
    await here.rows.transaction((manager) => posts.retry(failed.uploadId, 'all', manager));
    expect(await here.work('instagram', again)).toMatchObject({ status: 'verified', fault: null });
  });

  it('is not blamed when its uploads end by their age', async () => {
    await enter('instagram');
    const id = await post('instagram');
    await emulator.faults({ op: 'ig.rupload', times: 4, action: { type: 'http', status: 404 } });
    expect(await here.work('instagram', id)).toMatchObject({ status: 'verified', fault: null });
    expect(await requests('?op=ig.container')).toBe(5);
  });
});
