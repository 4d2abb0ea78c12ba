import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { type PlatformEmulator, startPlatformEmulator } from '../../../../test/support/emulators/platform-emulator';
import { meta } from './meta';

const APP = { client_id: '900000000000001', client_secret: 'emulator-meta-secret' };
const REDIRECT = 'https://reelway.example/oauth/facebook/callback';
const SCOPES = 'pages_show_list,pages_read_engagement,pages_manage_posts,instagram_basic';

interface Pages {
  data: { id: string; access_token: string; instagram_business_account?: { id: string } }[];
  paging?: { next?: string };
}

describe('the Facebook Login of the Meta emulator', () => {
  let emulator: PlatformEmulator;
  beforeEach(async () => {
    emulator = await startPlatformEmulator(meta());
    await emulator.freeze();
  });
  afterEach(() => emulator.close());

  const dialog = (query: object = {}) =>
    `${emulator.hosts.www}/v23.0/dialog/oauth?${new URLSearchParams({
      client_id: APP.client_id,
      scope: SCOPES,
      response_type: 'code',
      redirect_uri: REDIRECT,
      state: 'n3lR0b0tq8Yw2c5Zk7Jx4A',
      ...query,
    }).toString()}`;
  const graph = async <T = Record<string, never>>(path: string, query: Record<string, string>, method = 'GET') => {
    const answer = await fetch(`${emulator.hosts.graph}/v23.0${path}?${new URLSearchParams(query).toString()}`, {
      method,
    });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as T };
  };
  const codeOf = async (consent: object = {}) => {
    await emulator.control('POST', '/consents', { decision: 'approve', ...consent });
    const location = (await fetch(dialog(), { redirect: 'manual' })).headers.get('location') ?? '';
    expect(location).toMatch(/#_=_$/);
    return new URL(location).searchParams.get('code') ?? '';
  };
  const exchange = (code: string, redirectUri = REDIRECT) =>
    graph<{ access_token: string; expires_in: number }>('/oauth/access_token', {
      ...APP,
      redirect_uri: redirectUri,
      code,
    });
  const long = (token: string) =>
    graph<{ access_token: string; expires_in: number }>('/oauth/access_token', {
      ...APP,
      grant_type: 'fb_exchange_token',
      fb_exchange_token: token,
    });
  const userToken = async (consent: object = {}) =>
    (await long((await exchange(await codeOf(consent))).body.access_token)).body.access_token;
  const pages = (token: string) =>
    graph<Pages>('/me/accounts', { access_token: token, fields: 'id,access_token,instagram_business_account{id}' });

  it('gives the Pages that the user ticks at the page, two at a time', async () => {
    expect(await (await fetch(dialog())).text()).toContain('Reelway Trails (Ria Rider)');
    const token = await userToken();
    const first = await pages(token);
    expect(first.body.data.map(({ id }) => id)).toEqual(['200000000000001', '200000000000002']);
    expect(first.body.data[0]?.instagram_business_account).toMatchObject({ id: '17841400000000001' });
    const second = (await (await fetch(first.body.paging?.next ?? '')).json()) as Pages;
    expect(second.data.map(({ id }) => id)).toEqual(['200000000000003']);
    expect(second.paging?.next).toBeUndefined();
    const picked = await userToken({ pages: ['200000000000003'] });
    expect((await pages(picked)).body.data).toHaveLength(1);
  });

  it('exchanges a code once, for its redirect address', async () => {
    const code = await codeOf();
    expect((await exchange(code, `${REDIRECT}/x`)).body).toMatchObject({ error: { code: 100, error_subcode: 36008 } });
    expect((await exchange(code)).body).toMatchObject({ token_type: 'bearer', expires_in: 5_400 });
    expect((await exchange(code)).body).toMatchObject({ error: { code: 100, error_subcode: 36009 } });
    expect(await emulator.violations()).toEqual(['redirect_mismatch']);
  });

  it('gives Page tokens that never expire for a long-lived token, and that expire with a short-lived one', async () => {
    const short = (await exchange(await codeOf())).body.access_token;
    const dying = (await pages(short)).body.data[0]?.access_token ?? '';
    const first = await long(short);
    expect(first.body.expires_in).toBe(5_183_944);
    expect((await long(short)).body.access_token).toBe(first.body.access_token);
    const lasting = (await pages(first.body.access_token)).body.data[0]?.access_token ?? '';
    await emulator.advance(5_400);
    expect((await graph('/me', { access_token: dying })).body).toMatchObject({
      error: { code: 190, error_subcode: 463 },
    });
    await emulator.advance(80 * 86_400);
    expect((await graph('/me', { access_token: lasting })).body).toEqual({
      id: '200000000000001',
      name: 'Reelway Rides',
    });
    expect((await long(first.body.access_token)).body).toMatchObject({ error: { code: 190, error_subcode: 463 } });
  });

  it('distinguishes granted from declined permissions, and describes tokens', async () => {
    const token = await userToken({ decision: 'partial' });
    expect((await graph('/me/permissions', { access_token: token })).body).toEqual({
      data: [
        { permission: 'pages_show_list', status: 'granted' },
        { permission: 'pages_read_engagement', status: 'granted' },
        { permission: 'pages_manage_posts', status: 'declined' },
        { permission: 'instagram_basic', status: 'declined' },
      ],
    });
    const page = (await pages(token)).body.data[0]?.access_token ?? '';
    const asApp = `${APP.client_id}|${APP.client_secret}`;
    expect((await graph('/debug_token', { input_token: page, access_token: asApp })).body).toMatchObject({
      data: { type: 'PAGE', is_valid: true, expires_at: 0, profile_id: '200000000000001', scopes: expect.any(Array) },
    });
    expect((await graph('/debug_token', { input_token: 'x', access_token: asApp })).body).toMatchObject({
      data: { is_valid: false, error: { code: 190 } },
    });
  });

  it('ends everything when the user removes the app, and calls our deauthorize callback', async () => {
    const received: string[] = [];
    const callback = await fetchReceiver((body) => received.push(body));
    await emulator.control('PUT', '/app', { deauthorize_url: callback.url });
    const token = await userToken();
    const page = (await pages(token)).body.data[0]?.access_token ?? '';
    expect((await graph('/me/permissions', { access_token: token }, 'DELETE')).body).toEqual({ success: true });
    expect((await graph('/me', { access_token: page })).body).toMatchObject({
      error: { code: 190, error_subcode: 458 },
    });
    const [signature, payload] = (new URLSearchParams(received[0]).get('signed_request') ?? '').split('.');
    expect(signature).toBe(
      createHmac('sha256', APP.client_secret)
        .update(payload ?? '')
        .digest('base64url'),
    );
    await callback.close();
  });

  it('reports the use of limits, and refuses calls from 100 per cent on', async () => {
    const page = (await pages(await userToken())).body.data[0]?.access_token ?? '';
    await emulator.control('PUT', '/app', { buc_percent: 95 });
    const near = await graph('/me', { access_token: page });
    expect(JSON.parse(near.headers.get('x-business-use-case-usage') ?? '{}')).toMatchObject({
      '200000000000001': [{ type: 'pages', call_count: 95, estimated_time_to_regain_access: 0 }],
    });
    await emulator.control('PUT', '/app', { buc_percent: 100 });
    expect((await graph('/me', { access_token: page })).body).toMatchObject({ error: { code: 80_001 } });
  });

  it('serves calls of an ended version as the oldest supported one does, and refuses an unknown version', async () => {
    await emulator.control('PUT', '/app', { versions: { 'v20.0': '2024-09-24', 'v23.0': null, 'v26.0': null } });
    const token = await userToken();
    const at = (version: string) => fetch(`${emulator.hosts.graph}/${version}/me?access_token=${token}`);
    expect((await at('v20.0')).headers.get('facebook-api-version')).toBe('v23.0');
    expect((await at('v99.0')).status).toBe(400);
    expect((await fetch(`${emulator.hosts.graph}/me?access_token=${token}`)).status).toBe(200);
    expect(await emulator.violations()).toEqual(['version_mismatch']);
  });

  it('checks the proof of the secret', async () => {
    const token = await userToken();
    const proof = createHmac('sha256', APP.client_secret).update(token).digest('hex');
    expect((await graph('/me', { access_token: token, appsecret_proof: proof })).status).toBe(200);
    expect((await graph('/me', { access_token: token, appsecret_proof: 'wrong' })).status).toBe(400);
    await emulator.control('PUT', '/app', { require_proof: true });
    expect((await graph('/me', { access_token: token })).status).toBe(400);
    expect(await emulator.violations()).toEqual(['missing_appsecret_proof']);
  });
});

async function fetchReceiver(onBody: (body: string) => void) {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      onBody(body);
      response.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}/deauthorize`,
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}
