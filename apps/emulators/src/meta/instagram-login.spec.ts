import { type PlatformEmulator, startPlatformEmulator } from '../../../../test/support/emulators/platform-emulator';
import { meta } from './meta';

const APP = { client_id: '900000000000002', client_secret: 'emulator-instagram-secret' };
const REDIRECT = 'https://reelway.example/oauth/instagram/callback';
const INSTAGRAM = '17841400000000001';

describe('the Instagram Login of the Meta emulator', () => {
  let emulator: PlatformEmulator;
  beforeEach(async () => {
    emulator = await startPlatformEmulator(meta());
    await emulator.freeze();
  });
  afterEach(() => emulator.close());

  const codeOf = async () => {
    await emulator.control('POST', '/consents', { decision: 'approve', account: INSTAGRAM });
    const scope = 'instagram_business_basic,instagram_business_content_publish';
    const query = { client_id: APP.client_id, scope, response_type: 'code', redirect_uri: REDIRECT };
    const state = 'n3lR0b0tq8Yw2c5Zk7Jx4A';
    const dialog = `${emulator.hosts.ig_www}/oauth/authorize?${new URLSearchParams({ ...query, state }).toString()}`;
    const location = (await fetch(dialog, { redirect: 'manual' })).headers.get('location') ?? '';
    expect(location).toMatch(/#_$/);
    return new URL(location).searchParams.get('code') ?? '';
  };
  const exchange = async (code: string) => {
    const body = new URLSearchParams({ ...APP, grant_type: 'authorization_code', redirect_uri: REDIRECT, code });
    return (await fetch(`${emulator.hosts.ig_api}/oauth/access_token`, { method: 'POST', body })).text();
  };
  const shortToken = async () => (JSON.parse(await exchange(await codeOf())) as { access_token: string }).access_token;
  const get = async (path: string, query: Record<string, string>, host = emulator.hosts.ig_graph) => {
    const answer = await fetch(`${host}${path}?${new URLSearchParams(query).toString()}`);
    return (await answer.json()) as { access_token: string; expires_in: number; error?: object };
  };
  const long = async () =>
    get('/access_token', { grant_type: 'ig_exchange_token', ...APP, access_token: await shortToken() });

  it('answers with a flat body, or by the knob as documented, once for each code', async () => {
    const code = await codeOf();
    expect(await exchange(code)).toContain(`"user_id":${INSTAGRAM},`);
    expect(JSON.parse(await exchange(code))).toMatchObject({
      code: 400,
      error_message: expect.stringContaining('used'),
    });
    await emulator.control('PUT', '/knobs', { instagram_token_shape: 'wrapped' });
    expect(JSON.parse(await exchange(await codeOf()))).toMatchObject({
      data: [{ user_id: INSTAGRAM, permissions: 'instagram_business_basic,instagram_business_content_publish' }],
    });
  });

  it('refreshes long tokens that are a day old and still valid', async () => {
    const { access_token: token, expires_in: lifetime } = await long();
    const refresh = () => get('/refresh_access_token', { grant_type: 'ig_refresh_token', access_token: token });
    expect(lifetime).toBe(5_183_944);
    expect((await refresh()).error).toMatchObject({ code: 100 });
    await emulator.advance(86_400);
    expect(await refresh()).toMatchObject({ token_type: 'bearer', expires_in: 5_183_944 });
    await emulator.advance(5_183_944);
    expect((await refresh()).error).toMatchObject({ code: 190, error_subcode: 463 });
  });

  it('gives tokens for its own host, with another id than the one to publish with', async () => {
    const { access_token: token } = await long();
    expect(await get('/v23.0/me', { fields: 'user_id,username', access_token: token })).toEqual({
      id: `9${INSTAGRAM}`,
      user_id: INSTAGRAM,
      username: 'reelway.rides',
    });
    const elsewhere = await get('/v23.0/me', { access_token: token }, emulator.hosts.graph);
    expect(elsewhere.error).toMatchObject({ code: 190 });
  });

  it('publishes from an address only, unless the knob allows uploads', async () => {
    const { access_token: token } = await long();
    const create = async () => {
      const body = new URLSearchParams({ media_type: 'REELS', upload_type: 'resumable', access_token: token });
      const answer = await fetch(`${emulator.hosts.ig_graph}/v23.0/${INSTAGRAM}/media`, { method: 'POST', body });
      return (await answer.json()) as object;
    };
    expect(await create()).toMatchObject({ error: { code: 100 } });
    await emulator.control('PUT', '/knobs', { instagram_resumable: true });
    expect(await create()).toMatchObject({ uri: expect.stringContaining('/ig-api-upload/') });
  });
});
