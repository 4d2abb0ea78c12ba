import { type PlatformEmulator, startPlatformEmulator } from '../../../../test/support/emulators/platform-emulator';
import { tiktok } from './tiktok';

const APP = { client_key: 'emulator-tiktok-key', client_secret: 'emulator-tiktok-secret' };
const REDIRECT = 'https://reelway.example/oauth/tiktok/callback';
const STATE = 'n3lR0b0tq8Yw2c5Zk7Jx4A';
const SCOPES = 'user.info.basic,user.info.profile,video.publish';

describe('the Login Kit of the TikTok emulator', () => {
  let emulator: PlatformEmulator;
  beforeEach(async () => {
    emulator = await startPlatformEmulator(tiktok());
    await emulator.freeze();
  });
  afterEach(() => emulator.close());

  const dialog = (query: object = {}) =>
    `${emulator.hosts.www}/v2/auth/authorize/?${new URLSearchParams({
      client_key: APP.client_key,
      scope: SCOPES,
      response_type: 'code',
      redirect_uri: REDIRECT,
      state: STATE,
      ...query,
    }).toString()}`;
  const consented = async (consent: object, query: object = {}) => {
    await emulator.control('POST', '/consents', consent);
    const answer = await fetch(dialog(query), { redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? '').searchParams;
  };
  const token = async (fields: Record<string, string>) => {
    const answer = await fetch(`${emulator.hosts.open}/v2/oauth/token/`, {
      method: 'POST',
      body: new URLSearchParams({ ...APP, ...fields }),
    });
    return (await answer.json()) as Record<string, string>;
  };
  const exchange = (code: string) => token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT });
  const connected = async (consent: object = { decision: 'approve' }) =>
    exchange((await consented(consent)).get('code') ?? '');
  const userInfo = (accessToken: string, fields = 'open_id,username') =>
    fetch(`${emulator.hosts.open}/v2/user/info/?fields=${fields}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });

  it('lets a person choose the account at a page without scripts', async () => {
    const shown = await (await fetch(dialog())).text();
    expect(shown).toContain('@private.pat');
    expect(shown).not.toContain('<script');
    const sent = await fetch(dialog(), {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({
        decision: 'allow',
        account: '7a1c5b0e-0000-4000-8000-00000000000b',
        'scope:user.info.basic': '1',
      }),
    });
    const back = new URL(sent.headers.get('location') ?? '');
    expect(back.searchParams.get('state')).toBe(STATE);
    expect(back.searchParams.get('scopes')).toBe('user.info.basic');
    expect(await exchange(back.searchParams.get('code') ?? '')).toMatchObject({
      open_id: '7a1c5b0e-0000-4000-8000-00000000000b',
      scope: 'user.info.basic',
    });
  });

  it('returns a denial, and shows an error to an unknown client or redirect address', async () => {
    expect(Object.fromEntries(await consented({ decision: 'deny' }))).toMatchObject({
      error: 'access_denied',
      state: STATE,
    });
    expect((await fetch(dialog({ client_key: 'other' }))).status).toBe(400);
    await emulator.control('PUT', '/app', { redirect_uris: [REDIRECT] });
    expect((await fetch(dialog({ redirect_uri: `${REDIRECT}/` }))).status).toBe(400);
    await fetch(dialog({ state: 'short' }));
    await fetch(dialog({ state: '' }));
    expect(await emulator.violations()).toEqual(['redirect_mismatch', 'weak_state', 'missing_state']);
  });

  it('exchanges a code once, within ten minutes', async () => {
    const first = (await consented({ decision: 'approve' })).get('code') ?? '';
    expect(first).toContain('*0!');
    expect(await exchange(first)).toMatchObject({
      access_token: expect.stringMatching(/^act\./),
      expires_in: 7_200,
      refresh_token: expect.stringMatching(/^rft\./),
      refresh_expires_in: 15_552_000,
      scope: SCOPES,
      token_type: 'Bearer',
    });
    expect(await exchange(first)).toMatchObject({ error: 'invalid_grant' });
    const late = (await consented({ decision: 'approve' })).get('code') ?? '';
    await emulator.advance(600);
    expect(await exchange(late)).toMatchObject({ error: 'invalid_grant' });
    expect(await token({ grant_type: 'refresh_token', refresh_token: 'x', client_secret: 'y' })).toMatchObject({
      error: 'invalid_client',
    });
  });

  it('rotates refresh tokens: the old one is invalid at once, the old access token stays valid', async () => {
    const { access_token: access = '', refresh_token: old = '' } = await connected();
    const next = await token({ grant_type: 'refresh_token', refresh_token: old });
    expect(next.refresh_token).not.toBe(old);
    expect((await userInfo(access)).status).toBe(200);
    expect(await token({ grant_type: 'refresh_token', refresh_token: old })).toMatchObject({ error: 'invalid_grant' });
    expect(await emulator.violations()).toEqual(['token_reuse_after_rotation']);
  });

  it('ends tokens after their lifetime, by revocation, and when a test says so', async () => {
    const { access_token: access = '', open_id: openId = '' } = await connected();
    await emulator.advance(7_200);
    expect(await (await userInfo(access)).json()).toMatchObject({ error: { code: 'access_token_invalid' } });
    const second = await connected();
    await emulator.control('POST', `/accounts/${openId}/expire`, { kind: 'access' });
    expect((await userInfo(second.access_token ?? '')).status).toBe(401);
    const third = await connected();
    const revoked = await fetch(`${emulator.hosts.open}/v2/oauth/revoke/`, {
      method: 'POST',
      body: new URLSearchParams({ ...APP, token: third.access_token ?? '' }),
    });
    expect([revoked.status, await revoked.text()]).toEqual([200, '']);
    expect((await userInfo(third.access_token ?? '')).status).toBe(401);
  });

  it('gives only what the scopes allow', async () => {
    const { access_token: access = '' } = await connected({ decision: 'approve', scopes: ['user.info.basic'] });
    expect(await (await userInfo(access, 'open_id')).json()).toEqual({
      data: { user: { open_id: expect.any(String) } },
      error: { code: 'ok', message: '', log_id: expect.any(String) },
    });
    for (const field of ['username', 'follower_count']) expect((await userInfo(access, field)).status).toBe(401);
    expect(await (await userInfo(access, 'shoe_size')).json()).toMatchObject({ error: { code: 'invalid_params' } });
    const creator = await fetch(`${emulator.hosts.open}/v2/post/publish/creator_info/query/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access}` },
    });
    expect(await creator.json()).toMatchObject({ error: { code: 'scope_not_authorized' } });
  });

  it('says with status 200 that a creator cannot post now, at most twenty times a minute', async () => {
    const { access_token: access = '', open_id: openId = '' } = await connected();
    const creator = () =>
      fetch(`${emulator.hosts.open}/v2/post/publish/creator_info/query/`, {
        method: 'POST',
        headers: { authorization: `Bearer ${access}` },
      });
    expect(await (await creator()).json()).toMatchObject({
      data: { privacy_level_options: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'] },
      error: { code: 'ok' },
    });
    await emulator.control('PUT', `/users/${openId}`, { can_post: 'spam_risk_user_banned_from_posting' });
    const refused = await creator();
    expect(refused.status).toBe(200);
    expect(await refused.json()).toMatchObject({
      data: { creator_username: 'riding.ria' },
      error: { code: 'spam_risk_user_banned_from_posting' },
    });
    for (let count = 2; count < 20; count++) expect((await creator()).status).toBe(200);
    expect((await creator()).status).toBe(429);
    await emulator.advance(61);
    expect((await creator()).status).toBe(200);
    expect(await emulator.violations()).toEqual(['rate_exceeded']);
  });

  it('knows no path of another host', async () => {
    expect((await fetch(`${emulator.hosts.www}/v2/oauth/token/`, { method: 'POST' })).status).toBe(404);
    expect(await emulator.violations()).toEqual(['unknown_endpoint']);
  });
});
