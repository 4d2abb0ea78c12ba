import {
  Authenticated,
  CurrentPrincipal,
  type Principal,
  Public,
  RequireRole,
  RequireScope,
  RequireSession,
} from '@app/auth';
import { Controller, Get, Module } from '@nestjs/common';
import { createTestUser, type TestUser } from '../../support/harness/test-credentials';
import { installation } from '../../support/harness/test-installation';
import { appliesSoon, waitUntil } from '../../support/harness/wait-until';

@Controller('probe')
class ProbeController {
  @Public() @Get('public') public() {
    return { ok: true };
  }
  @Authenticated() @Get('user') user(@CurrentPrincipal() principal: Principal) {
    return principal;
  }
  @RequireSession() @Get('session') session() {
    return { ok: true };
  }
  @RequireScope('render:read') @Get('scope') scope() {
    return { ok: true };
  }
  @RequireRole('admin') @Get('admin') admin() {
    return { ok: true };
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

const ADMIN_KEY = 'an operator key for tests, at least 32 characters';

describe('access with keys', () => {
  const instance = installation({ modules: [ProbeModule], env: { ADMIN_API_KEY: ADMIN_KEY } });
  let user: TestUser;
  beforeAll(async () => {
    user = await createTestUser(instance.database.url);
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${instance.api.url}/probe/${path}`, { headers });
  const status = async (path: string, headers?: Record<string, string>) => (await get(path, headers)).status;

  it('accepts a key as Bearer token and as x-api-key', async () => {
    for (const headers of [
      { authorization: `Bearer ${user.apiKey}` },
      { authorization: `bearer ${user.apiKey}` },
      { 'x-api-key': user.apiKey },
    ] as Record<string, string>[]) {
      const answer = await get('user', headers);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({
        kind: 'api_key',
        userId: user.userId,
        ownerId: user.userId,
        keyId: user.keyId,
        role: 'user',
      });
    }
  });

  it('requires a credential, and says how to send it', async () => {
    const answer = await get('user');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="reelway"');
    expect(await answer.json()).toMatchObject({ code: 'authentication_required' });
    expect(await status('public')).toBe(200);
  });

  it.each([
    ['another key', { 'x-api-key': 'rw_live_000000000000000000000000000000000' }],
    ['an empty key', { 'x-api-key': '' }],
    ['a token of nobody', { authorization: 'Bearer nothing' }],
    ['a Bearer header in three parts', { authorization: 'Bearer a b' }],
    ['a wrong admin key', { 'x-admin-key': `${ADMIN_KEY}x` }],
  ])('refuses %s', async (_, headers) => {
    expect(await status('user', headers as unknown as Record<string, string>)).toBe(401);
  });

  it('does not look past an invalid credential to a valid one', async () => {
    expect(await status('user', { 'x-api-key': 'wrong', authorization: `Bearer ${user.apiKey}` })).toBe(401);
  });

  it('restricts keys to their scopes and keeps them away from sessions and administration', async () => {
    const narrow = await createTestUser(instance.database.url, { role: 'admin', scopes: ['uploads:read'] });
    expect(await status('scope', { 'x-api-key': user.apiKey })).toBe(200);
    expect(await status('scope', { 'x-api-key': narrow.apiKey })).toBe(403);
    expect(await status('session', { 'x-api-key': user.apiKey })).toBe(403);
    expect(await status('admin', { 'x-api-key': narrow.apiKey })).toBe(403);
  });

  it('admits the machine key to administration, and nowhere else', async () => {
    expect(await status('admin', { 'x-admin-key': ADMIN_KEY })).toBe(200);
    expect(await status('user', { 'x-admin-key': ADMIN_KEY })).toBe(403);
  });

  it.each([
    ['revoked', 'update api_keys set revoked_at = now() where user_id = $1', 401],
    [
      'expired',
      `update api_keys set created_at = now() - interval '2 days', expires_at = now() - interval '1 day' where user_id = $1`,
      401,
    ],
    ['of a suspended user', `update users set status = 'suspended' where id = $1`, 403],
    ['of a user who must choose a new password', 'update users set must_reset_password = true where id = $1', 403],
    ['of a deleted user', 'delete from users where id = $1', 401],
  ])('stops a key that is %s, although it was just used', async (_, change, expected) => {
    const other = await createTestUser(instance.database.url);
    for (let use = 0; use < 3; use += 1) expect(await status('user', { 'x-api-key': other.apiKey })).toBe(200);
    await instance.db.query(change, [other.userId]);
    await appliesSoon(async () => (await status('user', { 'x-api-key': other.apiKey })) === expected);
  });

  it('records the last use at most once a minute', async () => {
    const other = await createTestUser(instance.database.url);
    const lastUse = async () =>
      (
        await instance.db.query<{ at: Date | null }>('select last_used_at as at from api_keys where id = $1', [
          other.keyId,
        ])
      ).rows[0]?.at;
    expect(await lastUse()).toBeNull();
    await status('user', { 'x-api-key': other.apiKey });
    const first = await waitUntil(lastUse);
    await status('user', { 'x-api-key': other.apiKey });
    expect(await lastUse()).toEqual(first);
  });
});
