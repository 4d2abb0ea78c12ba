import { createHash } from 'node:crypto';
import { newId } from '@app/core';
import { PublicationLeasesRepository } from '@app/platforms';
import type { PlatformEmulator } from '../../support/emulators/platform-emulator';
import {
  ACTIONS,
  ENDING,
  EXPIRED,
  GARBAGE,
  OPERATIONS,
  PERMISSIONS,
  POLICIES,
  QUOTAS,
  RESYNCS,
} from '../../support/emulators/publishing-faults';
import { PUBLISHING_TARGETS, publishingPlan } from '../../support/emulators/publishing-targets';
import { PublishingRows } from '../../support/harness/publishing-rows';

const { PROVE_SEEDS = '2', PROVE_SEED = 'scenarios' } = process.env;
const CASES = PUBLISHING_TARGETS.flatMap((name) => [[name, 'default'] as const, [name, 'flipped'] as const]);

let here: PublishingRows;
beforeAll(async () => {
  here = await PublishingRows.start();
});
afterAll(() => here?.close());

describe.each(CASES)('posts on %s, with the %s answers to what its documentation leaves open', (name, knobs) => {
  let emulator: PlatformEmulator;
  let account: { id: string; externalId: string };
  let caption: string;
  beforeEach(async () => {
    emulator = await here.emulator(name, knobs === 'flipped' ? publishingPlan(name).flipped : {});
    account = await here.connect(name);
    caption = newId();
  });
  afterEach(async () => expect(await emulator.violations()).toEqual([]));

  const publish = async (mostRuns?: number) => here.work(name, await here.post(name, account.id, caption), mostRuns);
  const expectOnePost = async () => expect(await here.live(name, caption)).toMatchObject([{ sha256: here.sha256 }]);
  const behave = (change: object) => emulator.control('PUT', `/accounts/${account.externalId}/behaviour`, change);
  const publishWhile = async (during: object, after: object, mostRuns?: number) => {
    await behave(during);
    try {
      return await publish(mostRuns);
    } finally {
      await behave(after);
    }
  };
  /** Expects that every planned fault occurred: a rule with a misspelt operation would test nothing. */
  const expectFaults = async () =>
    expect((await emulator.plannedFaults()).filter(({ times = 1, applied }) => applied < times)).toEqual([]);
  const requests = async (op: string) =>
    (await emulator.control<{ requests: object[] }>('GET', `/requests?op=${op}`)).requests.length;

  it('[emulator 7] exist once after three faults of the platform in each call, with pauses of a second and more', async () => {
    await emulator.faults(...OPERATIONS[name].map((op) => ({ op, times: 3, action: { type: 'http', status: 503 } })));
    const post = await publish();
    expect(post).toMatchObject({ status: 'verified', fault: null });
    expect(post.pauses.length).toBeGreaterThan(0);
    expect(Math.round(Math.min(...post.pauses))).toBeGreaterThanOrEqual(1);
    await expectFaults();
    await expectOnePost();
  });

  it('[emulator 2] are sent with one refreshed token when theirs ends between the steps', async () => {
    const [kind, op] = ENDING[name];
    const refreshed = await requests(op);
    const leases = here.rows.service(PublicationLeasesRepository);
    const keepSession = leases.keepSession.bind(leases);
    jest.spyOn(leases, 'keepSession').mockImplementationOnce(async (lease, session) => {
      await keepSession(lease, session);
      await emulator.control('POST', `/accounts/${account.externalId}/expire`, { kind });
    });
    const post = await publish();
    jest.restoreAllMocks();
    expect(post).toMatchObject({ status: 'verified', fault: null });
    expect((await requests(op)) - refreshed).toBe(1);
    expect(await requests(publishingPlan(name).ops.open)).toBe(name === 'facebook' ? 2 : 1);
    await expectOnePost();
  });

  it.each(QUOTAS[name])(
    '[emulator 12] wait when a limit is used up (%s answers %s), and never fail',
    async (op, fault) => {
      await emulator.faults({ op, times: 2, action: { type: 'named', name: fault } });
      const post = await publish();
      expect(post).toMatchObject({ status: 'verified', fault: null });
      expect(post.pauses.filter((seconds) => Math.round(seconds) >= 30).length).toBeGreaterThanOrEqual(2);
      await expectOnePost();
    },
  );

  if (name === 'tiktok') {
    it('[emulator 12] wait for the next day when other apps have used up the posts of the account', async () => {
      await emulator.control('PUT', `/users/${account.externalId}`, { other_posts: 15 });
      const id = await here.post(name, account.id, caption);
      expect(await here.work(name, id, 2)).toMatchObject({ status: 'waiting', waitingFor: 'platform_rate_limited' });
      await emulator.control('PUT', `/users/${account.externalId}`, { other_posts: 0 });
      expect(await here.work(name, id)).toMatchObject({ status: 'verified' });
      await expectOnePost();
    });

    it('[emulator 4] wait for their account when a worker died with the new tokens, which it asks for once', async () => {
      const id = await here.post(name, account.id, caption);
      await here.loseNewTokens(name, account.id);
      await emulator.control('POST', `/accounts/${account.externalId}/expire`, { kind: 'access' });
      expect(await here.work(name, id)).toMatchObject({ status: 'waiting', waitingFor: 'account' });
      expect(await emulator.violations()).toEqual(['token_reuse_after_rotation']);
      await emulator.control('POST', '/reset', {});
    });
  }

  if (name === 'instagram' || name === 'facebook')
    it('[emulator 13] wait the minutes that the platform names when the limit of the account is used up', async () => {
      const id = await here.post(name, account.id, caption);
      try {
        await emulator.control('PUT', '/app', { buc_percent: 100, regain_minutes: 45 });
        const post = await here.work(name, id, 1);
        expect(post).toMatchObject({ status: 'waiting', waitingFor: 'platform_rate_limited' });
        expect(post.pauses.map(Math.round)).toEqual([2_700]);
      } finally {
        await emulator.control('PUT', '/app', { buc_percent: 95 });
      }
      await here.rows.query('update platform_accounts set calls_paused_until = clock_timestamp()');
      try {
        expect(await here.work(name, id)).toMatchObject({ status: 'verified' });
      } finally {
        await emulator.control('PUT', '/app', { buc_percent: 1 });
      }
      await expectOnePost();
    });

  if (name === 'instagram')
    it('have an address each, when two have the same text and the answer about the second one is lost', async () => {
      const { now } = await emulator.control<{ now: string }>('GET', '/clock');
      const leases = here.rows.service(PublicationLeasesRepository);
      const keepSession = leases.keepSession.bind(leases);
      // The emulator's clock is ahead of ours, by which the container remembers when it was opened.
      const opened = `"opened_at":${Date.parse(now)}`;
      jest.spyOn(leases, 'keepSession').mockImplementation((lease, session) => {
        return keepSession(lease, session && { reference: session.reference.replace(/"opened_at":\d+/, opened) });
      });
      const first = await publish();
      await emulator.faults({ ...publishingPlan(name).ops.commit, times: 1, action: { type: 'drop_after_effect' } });
      const second = await publish();
      jest.restoreAllMocks();
      const live = await here.live(name, caption);
      const shown = [first, second].map(({ postId, permalink }) => ({ postId, permalink }));
      expect(shown).toEqual(live.map(({ postId, permalink }) => ({ postId, permalink })));
      expect(live).toHaveLength(2);
      // The test wants two posts alike.
      expect(await emulator.violations()).toEqual(['duplicate_post']);
      await emulator.control('POST', '/reset', {});
    });

  if (name === 'youtube')
    it('[emulator 23] keep their address when the platform makes them private', async () => {
      const post = await publishWhile({ force_private: true }, { force_private: null });
      expect(post).toMatchObject({ status: 'verified', visibility: 'private', permalink: expect.any(String) });
      expect(post.fault).toMatchObject({ code: 'post_shown_otherwise', class: 'app_config' });
      await expectOnePost();
    });

  const refused = POLICIES[name];
  if (refused)
    it("[emulator 15] fail after one attempt when the platform's policy forbids them", async () => {
      const [op, fault] = refused;
      await emulator.faults({ op, times: -1, action: { type: 'named', name: fault } });
      const post = await publish();
      expect(post).toMatchObject({ status: 'failed', runs: 1, fault: { class: 'policy_rejected' } });
      expect(await here.live(name, caption)).toEqual([]);
    });

  it('[emulator 16] wait for their account when its access ends, and go on when it is connected again', async () => {
    const id = await here.post(name, account.id, caption);
    await emulator.control('POST', `/accounts/${account.externalId}/revoke`, {});
    const post = await here.work(name, id);
    expect(post).toMatchObject({ status: 'waiting', waitingFor: 'account' });
    expect(post.fault).not.toHaveProperty('missingScopes');
    await emulator.advance(3_600);
    expect(await here.reconnect(name)).toEqual(account);
    await here.rows.query('update publications set due_at = clock_timestamp() where id = $1', [id]);
    expect(await here.work(name, id)).toMatchObject({ status: 'verified' });
    await expectOnePost();
  });

  it('[emulator 18] wait while their account has not given the permission to publish, which they name, and exist once when it has', async () => {
    expect(await here.reconnect(name, PERMISSIONS[name])).toEqual(account);
    const id = await here.post(name, account.id, caption);
    const [lacking] = PERMISSIONS[name];
    const fault = {
      missingScopes: [lacking],
      message: expect.stringContaining(` The account lacks the permission for ${lacking}.`),
    };
    expect(await here.work(name, id)).toMatchObject({ status: 'waiting', waitingFor: 'account', fault });
    expect(await here.live(name, caption)).toEqual([]);
    expect(await here.reconnect(name)).toEqual(account);
    await here.rows.query('update publications set due_at = clock_timestamp() where id = $1', [id]);
    expect(await here.work(name, id)).toMatchObject({ status: 'verified', fault: null });
    await expectOnePost();
  });

  it('[emulator 5] arrive whole although the connection breaks at many places', async () => {
    const { op, when } = publishingPlan(name).ops.transfer;
    const digest = createHash('sha512').update([PROVE_SEED, name, knobs].join(' ')).digest();
    const breaks = Array.from({ length: 8 }, (_, index) => 1 + digest.readUInt16BE(2 * index) * 8);
    await emulator.faults(
      ...breaks.map((afterRequestBytes) => ({ op, when, action: { type: 'reset', afterRequestBytes } })),
    );
    expect(await publish()).toMatchObject({ status: 'verified', fault: null });
    await expectOnePost();
  });

  it('[emulator 6] arrive whole although the platform has stored less than it was sent', async () => {
    await emulator.faults({ times: 2, ...RESYNCS[name] });
    expect(await publish()).toMatchObject({ status: 'verified', fault: null });
    await expectFaults();
    await expectOnePost();
  });

  it('[emulator 19] are not sent again while the platform processes them without an end', async () => {
    const post = await publishWhile({ is_stuck: true }, { is_stuck: false }, 12);
    expect(['waiting', 'published']).toContain(post.status);
    // On Facebook, the call that publishes is the same one with another step.
    const isSent = name === 'facebook' && post.status === 'published';
    expect(await requests(publishingPlan(name).ops.open)).toBe(isSent ? 2 : 1);
  });

  if (name === 'instagram' || name === 'facebook')
    it('[emulator 20] [emulator 21] are sent as bytes, so that nothing depends on what the platform can fetch', async () => {
      const post = await publishWhile({ fetch_outage: true }, { fetch_outage: false });
      expect(post).toMatchObject({ status: 'verified', fault: null });
      await expectOnePost();
    });

  it.each(OPERATIONS[name])('[emulator 26] exist once although %s gets any damaged answer', async (op) => {
    for (const action of GARBAGE) {
      caption = newId();
      await emulator.faults({ op, action });
      expect([action, await publish()]).toMatchObject([action, { status: 'verified', fault: null }]);
      await expectFaults();
      await expectOnePost();
    }
  });

  it('[emulator 30] show nothing while their video cannot be read from the store', async () => {
    const id = await here.post(name, account.id, caption);
    await here.rows.query(
      `update publications set file = jsonb_set(file::jsonb, '{sizeBytes}', '700000')::json where id = $1`,
      [id],
    );
    expect(['published', 'verified']).not.toContain((await here.work(name, id, 8)).status);
    expect(await here.live(name, caption)).toEqual([]);
  });

  it('[emulator 32] leave no token, secret or address of an upload in plain text in the database', async () => {
    const { op, when } = publishingPlan(name).ops.transfer;
    await emulator.faults({ op, when, times: -1, action: { type: 'http', status: 503 } });
    expect(['waiting', 'unknown']).toContain((await publish(4)).status);
    const { accessToken, refreshToken } = await here.tokensOf(account.id);
    const ours = Object.entries(emulator.env).flatMap(([key, value]) => (key.endsWith('_SECRET') ? [value] : []));
    const text = await here.databaseText();
    expect(text).toContain(caption);
    const secrets = [accessToken, refreshToken, ...ours, ...Object.values(emulator.hosts)];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });

  it('[emulator 31] exist once, whatever faults come in whatever order', async () => {
    let applied = 0;
    for (let seed = 0; seed < Number(PROVE_SEEDS); seed += 1) {
      const digest = createHash('sha512').update([PROVE_SEED, name, knobs, seed].join(' ')).digest();
      const faults = Array.from({ length: 1 + ((digest[0] ?? 0) % 12) }, (_, index) => {
        const [op, kind, nth] = [digest[1 + index * 3] ?? 0, digest[2 + index * 3] ?? 0, digest[3 + index * 3] ?? 0];
        // A fresh token that is refused ends the access: at most one refusal.
        const actions = index === 0 ? ACTIONS : ACTIONS.filter(({ type }) => type !== 'named');
        const action = actions[kind % actions.length];
        const named = action?.type === 'named' ? { type: 'named', name: EXPIRED[name] } : action;
        return { op: OPERATIONS[name][op % OPERATIONS[name].length], nth: 1 + (nth % 3), action: named };
      });
      emulator = await here.emulator(name, knobs === 'flipped' ? publishingPlan(name).flipped : {});
      await here.reconnect(name);
      await emulator.faults(...faults);
      caption = newId();
      const post = await publish();
      const live = (await here.live(name, caption)).length;
      expect([seed, faults, post.status, post.fault, post.runs, live]).toEqual([
        seed,
        faults,
        'verified',
        null,
        post.runs,
        1,
      ]);
      expect([seed, await emulator.violations()]).toEqual([seed, []]);
      for (const rule of await emulator.plannedFaults()) applied += rule.applied;
    }
    expect(applied).toBeGreaterThan(0);
  });
});
