import { Authenticated } from '@app/auth';
import { Controller, Get, Module } from '@nestjs/common';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { startTestApi, type TestApi } from '../../support/harness/test-app';
import { installation } from '../../support/harness/test-installation';
import { appliesSoon } from '../../support/harness/wait-until';

@Controller('probe')
class ProbeController {
  @Authenticated() @Get() user() {
    return { ok: true };
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

interface Key {
  id: string;
  key: string;
  prefix: string;
  scopes: string[];
  last_used_at: string | null;
  revoked_at: string | null;
  rotated_from: string | null;
  expires_at: string | null;
}

const DAY_MS = 86_400_000;

describe('API keys', () => {
  const instance = installation({ modules: [ProbeModule] });
  let otherProcess: TestApi;
  let account: TestAccount;
  beforeAll(async () => {
    otherProcess = await startTestApi({ databaseUrl: instance.database.url, modules: [ProbeModule] });
  });
  beforeEach(async () => {
    account = await signUp(instance.api.url);
  });
  afterAll(async () => {
    await otherProcess?.close();
  });

  const create = (body: object = {}, token = account.accessToken) =>
    instance.call<Key & { code: string }>('POST', '/api/keys', {
      token,
      body: { name: 'CI', scopes: ['render:read'], ...body },
    });
  const rotate = (id: string, body: object = {}, token = account.accessToken) =>
    instance.call<Key & { code: string }>('POST', `/api/keys/${id}/rotate`, { token, body });
  const revoke = (id: string, token = account.accessToken) => instance.call('DELETE', `/api/keys/${id}`, { token });
  const list = async (token = account.accessToken) =>
    (await instance.call<{ keys: Key[]; next_cursor: string | null }>('GET', '/api/keys?limit=100', { token })).body
      .keys;
  const use = async (key: string, on = instance.api) =>
    (await fetch(`${on.url}/probe`, { headers: { 'x-api-key': key } })).status;

  it('are shown once, work immediately, and stop immediately in every process', async () => {
    const { status, body } = await create();
    expect(status).toBe(201);
    expect(body).toMatchObject({
      key: expect.stringMatching(/^rw_live_/),
      prefix: body.key.slice(0, 14),
      scopes: ['render:read'],
      expires_at: null,
      revoked_at: null,
    });
    expect(await use(body.key)).toBe(200);
    expect(await use(body.key, otherProcess)).toBe(200);
    const [listed] = await list();
    expect(listed).toMatchObject({ id: body.id, prefix: body.prefix });
    expect(JSON.stringify(listed)).not.toContain(body.key.slice(14));

    expect((await revoke(body.id)).status).toBe(204);
    expect(await use(body.key)).toBe(401);
    await appliesSoon(async () => (await use(body.key, otherProcess)) === 401);
    expect((await revoke(body.id)).status).toBe(404);
  });

  it('rotate with a grace period, and without', async () => {
    const first = (await create()).body;
    const second = (await rotate(first.id, { grace_seconds: 3_600 })).body;
    expect(second).toMatchObject({ rotated_from: first.id, scopes: first.scopes, expires_at: null });
    expect([await use(first.key), await use(second.key)]).toEqual([200, 200]);
    expect((await rotate(first.id)).body.code).toBe('api_key_not_live');

    const third = (await rotate(second.id, { grace_seconds: 0 })).body;
    expect([await use(first.key), await use(second.key), await use(third.key)]).toEqual([401, 401, 200]);
    expect((await rotate(second.id)).body.code).toBe('api_key_not_live');
  });

  it('get a life of the same length when they are rotated, or the one that is chosen', async () => {
    const first = (await create({ expires_at: '2099-01-01T00:00:00Z' })).body;
    await instance.db.query(
      `update api_keys set created_at = now() - interval '360 days', expires_at = now() + interval '5 days' where id = $1`,
      [first.id],
    );
    const before = Date.now();
    const second = (await rotate(first.id)).body;
    const expiresAt = Date.parse(second.expires_at ?? '');
    expect(expiresAt).toBeGreaterThanOrEqual(before + 365 * DAY_MS);
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + 365 * DAY_MS);
    const third = (await rotate(second.id, { expires_at: '2099-01-01T00:00:00Z' })).body;
    expect(third.expires_at).toBe('2099-01-01T00:00:00.000Z');
    expect((await rotate(third.id, { expires_at: '2001-01-01T00:00:00Z' })).status).toBe(422);
    expect((await rotate(third.id, { expires_at: null })).body.expires_at).toBeNull();
    const last = (await create({ expires_at: '9999-12-30T00:00:00Z' })).body;
    await instance.db.query(`update api_keys set created_at = now() - interval '360 days' where id = $1`, [last.id]);
    expect((await rotate(last.id)).body.expires_at).toBe('9999-12-31T00:00:00.000Z');
  });

  it('end when their grace period is over', async () => {
    const first = (await create()).body;
    await rotate(first.id, { grace_seconds: 3_600 });
    expect(await use(first.key)).toBe(200);
    await instance.db.query(
      `update api_keys set created_at = now() - interval '1 day', expires_at = now() - interval '1 second' where id = $1`,
      [first.id],
    );
    await appliesSoon(async () => (await use(first.key)) === 401);
  });

  it('are at most twenty-five, however many are requested concurrently', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => create()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(25);
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(
      new Set(['too_many_api_keys']),
    );
    // A rotation has room for both keys, also when the account has all that it may have.
    const [first, second] = answers.filter(({ status }) => status === 201).map(({ body }) => body);
    const successor = await rotate(first?.id ?? '');
    expect([successor.status, (await rotate(second?.id ?? '')).status]).toEqual([201, 201]);
    expect([await use(first?.key ?? ''), await use(successor.body.key)]).toEqual([200, 200]);
    expect((await create()).body.code).toBe('too_many_api_keys');
    for (const { id } of (await list()).filter(({ revoked_at }) => revoked_at === null).slice(0, 3)) await revoke(id);
    expect((await create()).status).toBe(201);
  });

  it('belong to their owner: strangers find nothing', async () => {
    const { id } = (await create()).body;
    const stranger = await signUp(instance.api.url);
    expect((await revoke(id, stranger.accessToken)).status).toBe(404);
    expect((await rotate(id, {}, stranger.accessToken)).status).toBe(404);
    expect(await list(stranger.accessToken)).toEqual([]);
    expect((await revoke('not-an-id')).status).toBe(404);
  });

  it('never manage keys or read the account', async () => {
    const { key } = (await create()).body;
    for (const [method, path] of [
      ['GET', '/api/keys'],
      ['POST', '/api/keys'],
      ['GET', '/api/auth/me'],
      ['GET', '/api/auth/sessions'],
    ] as const) {
      expect(
        (await instance.call(method, path, { headers: { 'x-api-key': key }, body: method === 'POST' ? {} : undefined }))
          .status,
      ).toBe(403);
    }
  });

  it('refuse unknown scopes, empty lists, past expiry dates and unknown fields', async () => {
    for (const body of [
      { scopes: ['admin'] },
      { scopes: [] },
      { scopes: 'render:read' },
      { expires_at: '2001-01-01T00:00:00Z' },
      { expires_at: 'tomorrow' },
      { name: '  ' },
      { userId: account.userId },
    ]) {
      const answer = await create(body);
      expect([JSON.stringify(body), answer.status]).toEqual([JSON.stringify(body), 422]);
    }
  });
});
