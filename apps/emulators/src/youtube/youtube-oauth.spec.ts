import { createHash } from 'node:crypto';
import { type PlatformEmulator, startPlatformEmulator } from '../../../../test/support/emulators/platform-emulator';
import { waitUntil } from '../../../../test/support/harness/wait-until';
import { youtube } from './youtube';

const APP = { client_id: 'emulator.apps.googleusercontent.com', client_secret: 'emulator-google-secret' };
const REDIRECT = 'https://reelway.example/oauth/youtube/callback';
const SCOPE = 'https://www.googleapis.com/auth/youtube';
const VERIFIER = 'a-verifier-that-is-long-enough-to-be-one-0123456789';

describe('the OAuth of the YouTube emulator', () => {
  let emulator: PlatformEmulator;
  beforeEach(async () => {
    emulator = await startPlatformEmulator(youtube());
    await emulator.freeze();
  });
  afterEach(() => emulator.close());

  const dialog = (query: object = {}) =>
    `${emulator.hosts.accounts}/o/oauth2/v2/auth?${new URLSearchParams({
      client_id: APP.client_id,
      scope: `${SCOPE}.upload ${SCOPE}.readonly`,
      response_type: 'code',
      redirect_uri: REDIRECT,
      state: 'n3lR0b0tq8Yw2c5Zk7Jx4A',
      access_type: 'offline',
      prompt: 'consent',
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
      ...query,
    }).toString()}`;
  const token = async (fields: Record<string, string>) => {
    const answer = await fetch(`${emulator.hosts.oauth2}/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...APP, ...fields }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };
  const codeOf = async (consent: object, query: object = {}) => {
    await emulator.control('POST', '/consents', { decision: 'approve', ...consent });
    const answer = await fetch(dialog(query), { redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  };
  const exchange = (code: string, verifier = VERIFIER) =>
    token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT, code_verifier: verifier });
  const connected = async (consent: object = {}, query: object = {}) =>
    (await exchange(await codeOf(consent, query))).body;
  const refresh = (refreshToken = '') => token({ grant_type: 'refresh_token', refresh_token: refreshToken });
  const channels = (access = '') =>
    fetch(`${emulator.hosts.api}/youtube/v3/channels?part=snippet,contentDetails,status&mine=true`, {
      headers: { authorization: `Bearer ${access}` },
    });

  it('connects the channel that the user picks at the page', async () => {
    const shown = await (await fetch(dialog())).text();
    expect(shown).toContain('Reelway Trails');
    const body = new URLSearchParams({ decision: 'allow', account: 'UCemulator00000000000002' });
    body.set(`scope:${SCOPE}.readonly`, '1');
    const sent = await fetch(dialog(), { method: 'POST', redirect: 'manual', body });
    const code = new URL(sent.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const tokens = (await exchange(code)).body;
    expect(tokens).toMatchObject({ expires_in: 3_599, scope: `${SCOPE}.readonly`, token_type: 'Bearer' });
    expect(await (await channels(tokens.access_token)).json()).toMatchObject({
      items: [
        {
          id: 'UCemulator00000000000002',
          snippet: { title: 'Reelway Trails' },
          contentDetails: { relatedPlaylists: { uploads: 'UUemulator00000000000002' } },
          status: { longUploadsStatus: 'allowed' },
        },
      ],
    });
  });

  it('exchanges a code once, for the verifier of its challenge', async () => {
    const code = await codeOf({});
    expect(await exchange(code, 'another')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await exchange(code)).status).toBe(200);
    expect((await exchange(code)).status).toBe(400);
    expect(await token({ grant_type: 'refresh_token', client_secret: 'x' })).toEqual({
      status: 401,
      body: { error: 'invalid_client', error_description: 'Unauthorized' },
    });
    await fetch(`${emulator.hosts.oauth2}/token?client_secret=${APP.client_secret}`, { method: 'POST' });
    expect(await emulator.violations()).toEqual(['secret_in_query']);
  });

  it('gives a refresh token for offline access on first consent or when asked to prompt', async () => {
    expect((await connected({}, { access_type: 'online' })).refresh_token).toBeUndefined();
    expect((await connected({}, { prompt: 'none' })).refresh_token).toBeUndefined();
    expect((await connected()).refresh_token).toMatch(/^1\/\//);
  });

  it('refreshes without a new refresh token, until the grant is revoked as a whole', async () => {
    const first = await connected({ account: 'UCemulator00000000000001' });
    const second = await connected({ account: 'UCemulator00000000000002' });
    const again = await refresh(first.refresh_token);
    expect(again.body.access_token).toMatch(/^ya29\./);
    expect(again.body.refresh_token).toBeUndefined();
    const revoked = await fetch(`${emulator.hosts.oauth2}/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ token: first.refresh_token ?? '' }),
    });
    expect(revoked.status).toBe(200);
    expect(await refresh(second.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await channels(again.body.access_token)).status).toBe(401);
  });

  it('ends refresh tokens after 180 days without use, or 7 days of an app in testing', async () => {
    const { refresh_token: kept } = await connected();
    await emulator.advance(179 * 86_400);
    expect((await refresh(kept)).status).toBe(200);
    await emulator.advance(180 * 86_400);
    expect((await refresh(kept)).status).toBe(400);
    await emulator.control('PUT', '/app', { testing_mode: true });
    const { refresh_token: tested } = await connected();
    await emulator.advance(7 * 86_400);
    expect((await refresh(tested)).status).toBe(400);
  });

  it('ends the oldest of more than a hundred refresh tokens', async () => {
    const { refresh_token: oldest } = await connected();
    for (let count = 0; count < 99; count++) await connected();
    expect((await refresh(oldest)).status).toBe(200);
    await connected();
    expect((await refresh(oldest)).status).toBe(400);
  });

  it('refuses expired tokens and missing scopes with Google’s errors, and counts units', async () => {
    const { access_token: access } = await connected();
    await emulator.advance(3_599);
    const expired = await channels(access);
    expect(expired.headers.get('www-authenticate')).toContain('invalid_token');
    expect(await expired.json()).toMatchObject({
      error: { code: 401, errors: [{ reason: 'authError' }], status: 'UNAUTHENTICATED' },
    });
    const narrow = await connected({ decision: 'partial' });
    expect(await (await channels(narrow.access_token)).json()).toMatchObject({
      error: { code: 403, errors: [{ reason: 'insufficientPermissions' }] },
    });
    await emulator.control('PUT', '/app', { unit_quota: 1 });
    const { access_token: spending } = await connected();
    expect((await channels(spending)).status).toBe(200);
    expect(await (await channels(spending)).json()).toMatchObject({
      error: { code: 403, errors: [{ domain: 'youtube.quota', reason: 'quotaExceeded' }] },
    });
    await channels(spending);
    expect(await emulator.violations()).toEqual(['quota_call_after_exhausted']);
  });

  it('notices two refreshes of one grant at a time', async () => {
    const { refresh_token: kept = '' } = await connected();
    await emulator.faults({ op: 'gg.token', action: { type: 'delay', ms: 600_000 } });
    const given = new AbortController();
    const body = new URLSearchParams({ ...APP, grant_type: 'refresh_token', refresh_token: kept });
    const first = fetch(`${emulator.hosts.oauth2}/token`, { method: 'POST', body, signal: given.signal });
    const seen = async () => (await emulator.control<{ requests: object[] }>('GET', '/requests?op=gg.token')).requests;
    await waitUntil(async () => (await seen()).some((request) => JSON.stringify(request).includes('"fault":"f1"')));
    expect((await refresh(kept)).status).toBe(200);
    given.abort();
    await expect(first).rejects.toThrow('aborted');
    expect(await emulator.violations()).toEqual(['refresh_storm']);
  });

  it('has users without a channel', async () => {
    await emulator.control('PUT', '/users/999', { email: 'empty@example.com' });
    const { access_token: access } = await connected({ account: '999' });
    expect(await (await channels(access)).json()).not.toHaveProperty('items');
  });
});
