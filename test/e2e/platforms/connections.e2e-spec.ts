import { ConnectionsService, PlatformAccountsRepository, PlatformDataSubjectRepository } from '@app/platforms';
import { PlatformDataSubjectService } from '../../../apps/worker/src/platforms/platform-data-subject.service';
import { OauthBrowser } from '../../support/harness/oauth-browser';
import { type ListedAccount, PlatformInstallation } from '../../support/harness/platform-installation';
import { waitUntil } from '../../support/harness/wait-until';

const RIA = '7a1c5b0e-0000-4000-8000-00000000000a';
const PAT = '7a1c5b0e-0000-4000-8000-00000000000b';

describe('connections', () => {
  let at: PlatformInstallation;
  beforeAll(async () => {
    at = await PlatformInstallation.start();
  });
  beforeEach(() => at.enter());
  afterEach(async () => {
    for (const emulator of Object.values(at.emulators)) {
      await emulator.faults();
      expect(await emulator.violations()).toEqual([]);
    }
  });
  afterAll(() => at?.close());

  it('begin only for an owner with a confirmed address', async () => {
    await at.sql('update users set email_verified_at = null where id = $1', at.user.userId);
    for (const [method, path] of [
      ['GET', '/oauth/tiktok/start'],
      ['POST', '/oauth/tiktok/start/ticket'],
    ] as const) {
      const body = method === 'GET' ? undefined : {};
      const answer = await at.here.call<{ code: string }>(method, path, { token: at.user.accessToken, body });
      expect([answer.status, answer.body.code]).toEqual([403, 'email_not_verified']);
    }
  });

  it.each([
    ['tiktok', { account: RIA }, ['publish', 'draft', 'metrics']],
    ['youtube', {}, ['publish', 'metrics']],
  ] as const)('connect an account at %s, whose tokens are sealed', async (platform, consent, capabilities) => {
    const id = await at.connected(platform, consent);
    const [account] = await at.accounts(platform);
    expect(account).toMatchObject({ id, status: 'active', problem: null, capabilities, missing_scopes: [] });
    const info = await at.call<{ can_post: boolean }>('GET', `/${platform}/accounts/${id}/creator-info`);
    expect([info.status, info.body.can_post]).toEqual([200, true]);
    const whole = 'select to_jsonb(a)::text as row from platform_accounts a where id = $1';
    const [stored] = await at.sql<{ row: string }>(whole, id);
    expect(stored?.row).toMatch(/"access_token": "v1\.[\w.-]+", .*"refresh_token": "v1\./);
    const own = await at.service(PlatformAccountsRepository).tokensOf(id);
    // Sealed text may contain any letters, also those with which the tokens of a platform begin.
    for (const token of [own?.accessToken, own?.refreshToken]) expect(token && stored?.row.includes(token)).toBe(false);
    expect(await at.sql('select action from audit_log where target_id = $1', id)).toEqual([
      { action: 'platform_account.connected' },
    ]);
    expect(JSON.stringify(await at.service(PlatformDataSubjectRepository).of(at.user.userId))).not.toMatch(
      /token|"v1\./,
    );
  });

  it.each(['facebook', 'instagram'] as const)(
    '[peers 3.9] connect the accounts that the owner chose among several at %s, once',
    async (platform) => {
      const { choice } = await at.connect(platform);
      expect(await at.accounts(platform)).toEqual([]);
      const offered = await at.call<{ accounts: { account_id: string }[] }>('GET', `/choices/${choice}`);
      const ids = offered.body.accounts.map(({ account_id }) => account_id);
      expect(ids.length).toBeGreaterThan(1);
      expect((await at.call('POST', `/choices/${choice}`, { account_ids: ['of nobody'] })).status).toBe(404);
      const stranger = await at.newUser('agency');
      expect((await at.call('POST', `/choices/${choice}`, { account_ids: ids }, stranger)).status).toBe(404);
      const chosen = await at.call<{ accounts: ListedAccount[] }>('POST', `/choices/${choice}`, { account_ids: ids });
      expect(chosen.body.accounts.map(({ account_id }) => account_id).sort()).toEqual([...ids].sort());
      expect(chosen.body.accounts[0]).toMatchObject({ status: 'active', missing_scopes: [] });
      expect((await at.call('POST', `/choices/${choice}`, { account_ids: ids })).status).toBe(404);
      expect(await at.accounts(platform)).toHaveLength(ids.length);
    },
  );

  describe('that come back with', () => {
    const withError = (error: string) => (callback: URL) => {
      callback.searchParams.delete('code');
      callback.searchParams.set('error', error);
      return at.browser.comeBack(callback.href);
    };
    const nothingStored = async () => expect((await at.list()).total_accounts).toBe(0);

    it.each<[string, (callback: URL) => Promise<Record<string, string>>, string]>([
      [
        'a state that was used',
        async (callback) => {
          callback.searchParams.set('error', 'access_denied');
          await at.browser.comeBack(callback.href);
          callback.searchParams.delete('error');
          return at.browser.comeBack(callback.href);
        },
        'oauth_state_invalid',
      ],
      [
        'a state of another browser',
        async (callback) => {
          const other = new OauthBrowser(at.here.api.url);
          await other.begin(await at.newUser('agency'), 'tiktok');
          return other.comeBack(callback.href);
        },
        'oauth_state_invalid',
      ],
      [
        'a state and no cookie',
        (callback) => new OauthBrowser(at.here.api.url).comeBack(callback.href),
        'oauth_state_invalid',
      ],
      [
        'a state that expired',
        async (callback) => {
          await at.sql(
            `update platform_authorizations set created_at = created_at - interval '1 hour', expires_at = expires_at - interval '11 minutes'`,
          );
          return at.browser.comeBack(callback.href);
        },
        'oauth_state_invalid',
      ],
      [
        'a state of another platform',
        (callback) => at.browser.comeBack(callback.href.replace('/tiktok/', '/youtube/')),
        'oauth_state_invalid',
      ],
      [
        'a state whose session has ended',
        async (callback) => {
          await at.sql(
            `update sessions set revoked_at = now(), revoked_reason = 'signed_out' where user_id = $1`,
            at.user.userId,
          );
          return at.browser.comeBack(callback.href);
        },
        'authentication_required',
      ],
      [
        'a state whose session has lost its workspace',
        async (callback) => {
          const { userId } = await at.newUser('agency');
          await at.sql('update sessions set workspace_id = $1 where user_id = $2', userId, at.user.userId);
          await waitUntil(async () => (await at.call('GET', '')).status === 403);
          return at.browser.comeBack(callback.href);
        },
        'workspace_unavailable',
      ],
      ['a script as error', withError('<script>alert(1)</script>'), 'oauth_failed'],
      ['a denial', withError('access_denied'), 'oauth_denied'],
      [
        'a code that the platform does not know',
        (callback) => {
          callback.searchParams.set('code', 'made-up');
          return at.browser.comeBack(callback.href);
        },
        'oauth_failed',
      ],
    ])('%s get a fixed code, and store nothing', async (what, comeBack, code) => {
      const callback = new URL(await at.consent('tiktok', { account: RIA }));
      const result = await comeBack(callback);
      expect(result).toEqual({
        page: '/platforms',
        platform: what.endsWith('platform') ? 'youtube' : 'tiktok',
        error: code,
      });
      if (!what.includes('session')) await nothingStored();
      expect(await at.sql('select 1 from platform_accounts where user_id = $1', at.user.userId)).toEqual([]);
    });
  });

  it('begin in a browser without a credential by a ticket, once', async () => {
    const start = await at.browser.requestTicket(at.user, 'google');
    const consentPage = await at.browser.open(start);
    expect(consentPage.startsWith(String(at.emulators.youtube.hosts.accounts))).toBe(true);
    expect(new URL(consentPage).searchParams.get('redirect_uri')).toMatch(/\/oauth\/google\/callback$/);
    expect(await at.browser.open(start)).toBe('');
    await at.emulators.youtube.control('POST', '/consents', { decision: 'approve' });
    expect(await at.browser.comeBack(await at.browser.open(consentPage))).toMatchObject({ platform: 'youtube' });
    expect(await at.accounts('youtube')).toHaveLength(1);
  });

  it('begin by the ticket of another browser only after a page that names the workspace', async () => {
    const victim = new OauthBrowser(at.here.api.url);
    await victim.requestTicket(await at.newUser('agency'), 'tiktok');
    for (const browser of [victim, new OauthBrowser(at.here.api.url)]) {
      const page = await browser.read(await at.browser.requestTicket(at.user, 'tiktok'));
      expect(page).toContain(at.user.email);
      const [, link = ''] = /href="([^"]*client_key=[^"]*)"/.exec(page) ?? [];
      await at.emulators.tiktok.control('POST', '/consents', { decision: 'approve', account: RIA });
      const callback = await browser.open(link.replaceAll('&amp;', '&'));
      expect(await at.browser.comeBack(callback)).toMatchObject({ error: 'oauth_state_invalid' });
      expect(await browser.comeBack(callback)).toMatchObject({ connected: expect.any(String) });
    }
  });

  it('[emulator 3] refresh an expired token once, however many calls need it at the same time', async () => {
    const id = await at.connected('tiktok', { account: RIA });
    const before = await at.requests('tiktok', 'tt.token');
    await at.expireAccess(id);
    await Promise.all(Array.from({ length: 20 }, () => at.use(id)));
    expect((await at.requests('tiktok', 'tt.token')) - before).toBe(1);
    await at.expireAccess(id);
    await at.use(id);
    expect((await at.requests('tiktok', 'tt.token')) - before).toBe(2);
  });

  it('[peers 3.6] do not disconnect daily: a refresh token that the platform does not repeat stays', async () => {
    const id = await at.connected('youtube');
    expect(await at.connect('youtube', {}, id)).toMatchObject({ connected: id });
    for (let time = 0; time < 3; time += 1) {
      await at.expireAccess(id);
      await at.use(id);
    }
    expect(await at.accounts('youtube')).toMatchObject([{ status: 'active' }]);
  });

  it('[peers 3.7] stay healthy while the platform is down, and need to be reconnected on its definite answer, with one mail', async () => {
    const id = await at.connected('tiktok', { account: RIA });
    const check = () => at.call('POST', `/tiktok/accounts/${id}/refresh`, {});
    for (const action of [
      { type: 'http', status: 500 },
      { type: 'reset_before_effect' },
      { type: 'html_502' },
      { type: 'empty_200' },
      { type: 'truncate_json' },
    ]) {
      await at.emulators.tiktok.faults({ op: 'tt.*', times: -1, action });
      expect((await check()).body.code).toBe('platform_unavailable');
      expect(await at.accounts('tiktok')).toMatchObject([{ status: 'active' }]);
    }
    await at.emulators.tiktok.faults();
    expect((await check()).body.status).toBe('active');
    await at.emulators.tiktok.control('POST', `/accounts/${RIA}/revoke`, {});
    await at.expireAccess(id);
    for (let time = 0; time < 3; time += 1) expect((await check()).body.code).toBe('platform_access_ended');
    expect(await at.accounts('tiktok')).toMatchObject([
      {
        status: 'needs_reconnection',
        problem: 'access_ended',
        remedy: expect.stringContaining('Connect the account again'),
      },
    ]);
    await at.run('system.reconcile');
    await at.here.outbox.mail(at.user.email, /Subject: One of your connected accounts needs your attention/);
    await waitUntil(async () => (await at.sql('select 1 from platform_accounts where notice_due')).length === 0);
    expect(await at.connect('tiktok', { account: RIA }, id)).toMatchObject({ connected: id });
    expect(await at.accounts('tiktok')).toMatchObject([{ status: 'active', problem: null }]);
  });

  it('[peers 3.8] whose owner has to confirm something at the platform say exactly that', async () => {
    const [page] = await at.connectedFirst('facebook', 1);
    await at.emulators.facebook.control('POST', `/accounts/${page?.account_id}/revoke`, { reason: 459 });
    const answer = await at.call('POST', `/facebook/accounts/${page?.id}/refresh`, {});
    expect([answer.status, answer.body.code]).toEqual([409, 'platform_action_required']);
    expect(await at.accounts('facebook')).toMatchObject([
      { problem: 'action_required', remedy: expect.stringContaining('complete what it requires') },
    ]);
  });

  it('end at the platform, unless another account depends on the same login', async () => {
    const [first, second] = await at.connectedFirst('facebook', 2);
    const disconnect = async (id = '') =>
      (await at.call<{ provider_revoked: boolean }>('DELETE', `/facebook/accounts/${id}`)).body.provider_revoked;
    expect(await disconnect(first?.id)).toBe(false);
    await at.use(second?.id ?? '');
    expect(await disconnect(second?.id)).toBe(true);
    expect(await at.accounts('facebook')).toEqual([]);
    expect((await at.call('DELETE', `/facebook/accounts/${second?.id}`)).status).toBe(404);
  });

  it('end with the account of the person, once the platform answers', async () => {
    await at.connected('tiktok', { account: PAT });
    const end = new PlatformDataSubjectService(at.service(PlatformAccountsRepository), at.service(ConnectionsService));
    const { signal } = new AbortController();
    await at.emulators.tiktok.faults({ op: 'tt.revoke', times: -1, action: { type: 'http', status: 503 } });
    await expect(end.release(at.user.userId, signal)).rejects.toMatchObject({ code: 'platform_unavailable' });
    expect(await at.accounts('tiktok')).toHaveLength(1);
    await at.emulators.tiktok.faults();
    const before = await at.requests('tiktok', 'tt.revoke');
    await end.release(at.user.userId, signal);
    expect((await at.requests('tiktok', 'tt.revoke')) - before).toBe(1);
    expect(await at.accounts('tiktok')).toEqual([]);
  });

  it('that a stranger made before the owner proved the address end at the platform, also after a refused call', async () => {
    await at.connected('tiktok', { account: PAT });
    const { call, outbox } = at.here;
    const { email, userId } = at.user;
    await at.sql('update users set email_verified_at = null where id = $1', userId);
    await at.emulators.tiktok.faults({ op: 'tt.revoke', times: 1, action: { type: 'http', status: 503 } });
    const before = await at.requests('tiktok', 'tt.revoke');
    await call('POST', '/api/auth/password-reset', { body: { email } });
    const body = { token: await outbox.token(email, 'rw_reset_'), new_password: 'a sentence that the owner chose' };
    expect((await call('POST', '/api/auth/password-reset/confirm', { body })).status).toBe(204);
    expect(await at.sql('select 1 from platform_accounts where user_id = $1', userId)).toEqual([]);
    const left = () => at.sql('select 1 from platform_revocations where user_id = $1', userId);
    await waitUntil(async () => (await left()).length === 0, { timeoutMs: 60_000 });
    expect((await at.requests('tiktok', 'tt.revoke')) - before).toBeGreaterThan(1);
  });
});
