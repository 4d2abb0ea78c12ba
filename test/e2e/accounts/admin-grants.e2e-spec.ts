import { randomUUID } from 'node:crypto';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { installation } from '../../support/harness/test-installation';
import { waitUntil } from '../../support/harness/wait-until';

interface Grant {
  id: string;
  tier: string | null;
  features: string[];
  reason: string;
}
interface Entry {
  action: string;
  actor_id: string;
  before: { grants?: Grant[] };
  after: { grants?: Grant[] };
}

describe('grants of operators', () => {
  const instance = installation({ env: { RATE_LIMIT_MAX: '100000' } });
  let admin: TestAccount;
  let user: TestAccount;
  beforeAll(async () => {
    admin = await signUp(instance.api.url, 'root@example.test');
    await instance.db.query(`update users set role = 'admin' where id = $1`, [admin.userId]);
  });
  beforeEach(async () => {
    user = await signUp(instance.api.url);
  });

  const act = <T = { code: string }>(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ) => instance.call<T>(method, `/api/admin/${path}`, { token: admin.accessToken, body, headers });
  const tier = async () =>
    (await instance.call<{ tier: string }>('GET', '/api/billing/subscription', { token: user.accessToken })).body.tier;
  const balance = async () =>
    (await instance.call<{ balance: number }>('GET', '/api/billing/tokens', { token: user.accessToken })).body.balance;
  const audited = async () =>
    (await act<{ entries: Entry[] }>('GET', `audit-log?target_id=${user.userId}`)).body.entries.map(
      ({ action, actor_id, before, after }) => {
        expect(actor_id).toBe(admin.userId);
        return { action, before, after };
      },
    );

  it('give a plan or features until they are revoked, and audit the state before and after', async () => {
    const given = await act<Grant>('POST', 'entitlements/grant', {
      user_id: user.userId,
      tier: 'studio',
      reason: 'a partner',
    });
    expect([given.status, given.body]).toEqual([
      201,
      expect.objectContaining({
        tier: 'studio',
        features: [],
        reason: 'a partner',
        expires_at: null,
      }),
    ]);
    await waitUntil(async () => (await tier()) === 'studio');
    const feature = await act<Grant>('POST', 'entitlements/grant', {
      user_id: user.userId,
      features: ['exports'],
      note: 'a trial',
    });
    // The old name of `reason`.
    expect([feature.status, feature.body]).toEqual([201, expect.objectContaining({ reason: 'a trial' })]);
    expect((await act<{ grants: Grant[] }>('GET', `users/${user.userId}/entitlements`)).body.grants).toEqual([
      feature.body,
      given.body,
    ]);
    expect((await act('DELETE', `entitlements/${given.body.id}`)).status).toBe(204);
    await waitUntil(async () => (await tier()) === 'starter');
    expect((await act('DELETE', `entitlements/${given.body.id}`)).body.code).toBe('entitlement_grant_unknown');
    const ids = (state: { grants?: Grant[] }) => state.grants?.map(({ id }) => id).sort();
    expect((await audited()).map(({ action, before, after }) => [action, ids(before), ids(after)])).toEqual([
      ['entitlement.revoked', [given.body.id, feature.body.id].sort(), [feature.body.id]],
      ['entitlement.granted', [given.body.id], [given.body.id, feature.body.id].sort()],
      ['entitlement.granted', [], [given.body.id]],
    ]);
  });

  it('give tokens once per key, even when the grant is repeated concurrently or after its answer was deleted', async () => {
    const gift = { user_id: user.userId, amount: 25, reason: 'sorry for the trouble' };
    const key = { 'idempotency-key': randomUUID() };
    const first = await act<{ id: string; balance: number }>('POST', 'tokens/grant', gift, key);
    expect([first.status, first.body]).toEqual([201, expect.objectContaining({ reserved: 0, debt: 0 })]);
    const after = first.body.balance;
    expect((await act('POST', 'tokens/grant', gift, key)).headers.get('idempotency-replayed')).toBe('true');
    await instance.db.query('delete from idempotency_keys');
    const repeated = await Promise.all([1, 2, 3].map(() => act<{ id: string }>('POST', 'tokens/grant', gift, key)));
    for (const { status, body } of repeated)
      expect([201, 409]).toContain(status === 201 && body.id !== first.body.id ? 'another gift' : status);
    await instance.db.query('delete from idempotency_keys');
    expect((await act('POST', 'tokens/grant', { ...gift, amount: 26 }, key)).body.code).toBe('operation_key_reused');
    expect(await balance()).toBe(after);
    expect(await audited()).toEqual([
      {
        action: 'tokens.granted',
        before: { balance: after - 25, debt: 0 },
        after: { balance: after, debt: 0, grant_id: first.body.id, amount: 25, expires_at: null, reason: gift.reason },
      },
    ]);
    expect((await act('POST', 'tokens/grant', gift)).status).toBe(201);
    expect(await balance()).toBe(after + 25);
  });

  it.each([
    ['nobody', { user_id: randomUUID(), tier: 'solo', note: 'x' }, 404],
    ['nothing', { tier: undefined, note: 'x' }, 422],
    ['an unknown plan', { tier: 'gold', note: 'x' }, 422],
    ['an unknown feature', { features: ['everything'], note: 'x' }, 422],
    ['what has ended', { tier: 'solo', note: 'x', expires_at: '2020-01-01T00:00:00Z' }, 422],
    ['without a note', { tier: 'solo', note: '  ' }, 422],
  ])('refuses to give %s', async (_, grant, status) => {
    expect((await act('POST', 'entitlements/grant', { user_id: user.userId, ...grant })).status).toBe(status);
  });

  it.each([
    ['no amount', {}],
    ['a fraction', { amount: 1.5 }],
    ['nothing', { amount: 0 }],
    ['too much', { amount: 1_000_001 }],
  ])('refuses to give %s of tokens', async (_, grant) => {
    expect((await act('POST', 'tokens/grant', { user_id: user.userId, reason: 'x', ...grant })).status).toBe(422);
  });
});
