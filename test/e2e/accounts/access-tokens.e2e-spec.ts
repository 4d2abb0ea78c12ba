import { createHmac, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { startTestApi, type TestApi } from '../../support/harness/test-app';
import { installation } from '../../support/harness/test-installation';
import { httpClient } from '../../support/servers/http-client';

const SECRET = 'the present secret of this test - long enough';
const FORMER = 'the former secret of this test - long enough';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

type Json = Record<string, unknown>;
const encode = (value: Json | string) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Json;
const hmac = (secret: string) => (input: string) => createHmac('sha256', secret).update(input).digest('base64url');
const assemble = (header: Json, payload: Json, signature: (input: string) => string) => {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${signature(input)}`;
};
const kidOf = (secret: string) => createHmac('sha256', secret).update('reelway kid').digest('hex').slice(0, 16);

describe('access tokens', () => {
  const instance = installation({ env: { JWT_SECRET: SECRET, JWT_PREVIOUS_SECRETS: FORMER } });
  let account: TestAccount;
  let header: Json;
  let payload: Json;
  beforeAll(async () => {
    account = await signUp(instance.api.url);
    const [first, second] = account.accessToken.split('.');
    header = decode(first);
    payload = decode(second);
  });

  const statusOf = async (token: string) =>
    (await httpClient(instance.api.url)('GET', '/api/auth/me', { token })).status;
  const now = () => Math.floor(Date.now() / 1_000);

  it('contain user and session, and nothing personal', () => {
    expect(header).toEqual({ alg: 'HS256', typ: 'at+jwt', kid: expect.any(String) });
    expect(payload).toEqual({
      iss: 'reelway',
      aud: 'reelway-api',
      sub: account.userId,
      sid: expect.any(String),
      jti: expect.any(String),
      iat: expect.any(Number),
      exp: expect.any(Number),
    });
    expect(account.accessToken.length).toBeLessThan(500);
  });

  it('are accepted as issued, and when signed with the former secret', async () => {
    expect(await statusOf(account.accessToken)).toBe(200);
    expect(await statusOf(assemble(header, payload, hmac(SECRET)))).toBe(200);
    expect(await statusOf(assemble({ ...header, kid: kidOf(FORMER) }, payload, hmac(FORMER)))).toBe(200);
  });

  const attacks: [string, () => string][] = [
    ['without a signature (alg none)', () => assemble({ ...header, alg: 'none' }, payload, () => '')],
    ['alg none, keeping the signature', () => assemble({ ...header, alg: 'None' }, payload, hmac(SECRET))],
    [
      'with another HMAC',
      () =>
        assemble({ ...header, alg: 'HS512' }, payload, (input) =>
          createHmac('sha512', SECRET).update(input).digest('base64url'),
        ),
    ],
    [
      'signed by RSA',
      () =>
        assemble({ ...header, alg: 'RS256' }, payload, (input) =>
          signBytes('sha256', Buffer.from(input), privateKey).toString('base64url'),
        ),
    ],
    [
      'HMAC with a public key as secret',
      () => assemble(header, payload, hmac(publicKey.export({ type: 'spki', format: 'pem' }).toString())),
    ],
    ['with an unknown kid', () => assemble({ ...header, kid: 'another' }, payload, hmac(SECRET))],
    ['with a path as kid', () => assemble({ ...header, kid: '../../../dev/null' }, payload, hmac(''))],
    ['with a kid of the prototype', () => assemble({ ...header, kid: '__proto__' }, payload, hmac(''))],
    ['without a kid', () => assemble({ alg: 'HS256', typ: 'at+jwt' }, payload, hmac(SECRET))],
    [
      'with an embedded key',
      () => assemble({ ...header, kid: undefined, jwk: { kty: 'oct', k: encode('mine') } }, payload, hmac('mine')),
    ],
    [
      'with a key address',
      () => assemble({ ...header, kid: undefined, jku: 'https://keys.example.test/' }, payload, hmac('mine')),
    ],
    ['of another type', () => assemble({ ...header, typ: 'JWT' }, payload, hmac(SECRET))],
    ['expired', () => assemble(header, { ...payload, iat: now() - 1_000, exp: now() - 10 }, hmac(SECRET))],
    ['not valid yet', () => assemble(header, { ...payload, nbf: now() + 60 }, hmac(SECRET))],
    ['for another audience', () => assemble(header, { ...payload, aud: 'another' }, hmac(SECRET))],
    ['of another issuer', () => assemble(header, { ...payload, iss: 'another' }, hmac(SECRET))],
    ['without a session', () => assemble(header, { ...payload, sid: undefined }, hmac(SECRET))],
    [
      'with the session of somebody else',
      () => assemble(header, { ...payload, sub: '01890000-0000-7000-8000-000000000000' }, hmac(SECRET)),
    ],
    [
      'with a changed payload',
      () => [encode(header), encode({ ...payload, jti: 'x' }), account.accessToken.split('.')[2]].join('.'),
    ],
    ['cut short', () => account.accessToken.slice(0, -2)],
    ['of 8 KiB', () => assemble(header, { ...payload, filler: 'x'.repeat(8_192) }, hmac(SECRET))],
    ['in two parts', () => account.accessToken.split('.').slice(0, 2).join('.')],
    ['of rubbish', () => 'e30.e30.e30'],
    ['that is a refresh token', () => account.refreshToken],
  ];
  it.each(attacks)('are refused %s', async (_, make) => {
    expect(await statusOf(make())).toBe(401);
  });
});

describe('a refresh that is repeated at another process while the secret is changed', () => {
  const instance = installation({ env: { JWT_SECRET: SECRET, JWT_PREVIOUS_SECRETS: FORMER } });
  let other: TestApi;
  beforeAll(async () => {
    const env = { JWT_SECRET: FORMER, JWT_PREVIOUS_SECRETS: SECRET };
    other = await startTestApi({ databaseUrl: instance.database.url, env });
  });
  afterAll(() => other?.close());

  const refresh = (url: string, refresh_token: string) =>
    httpClient(url)<{ refresh_token: string }>('POST', '/api/auth/refresh', { body: { refresh_token } });

  it('gives the same token, which works', async () => {
    const { refreshToken } = await signUp(instance.api.url);
    const first = await refresh(instance.api.url, refreshToken);
    // However long this machine takes for the next request.
    await instance.db.query(`update refresh_tokens set used_at = now() + interval '1 hour' where used_at is not null`);
    const repeated = await refresh(other.url, refreshToken);
    expect([repeated.status, repeated.body.refresh_token]).toEqual([200, first.body.refresh_token]);
    expect((await refresh(other.url, repeated.body.refresh_token)).status).toBe(200);
  });
});
