import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { startTestInstallation, type TestInstallation } from '../../support/harness/test-installation';
import { appliesSoon, waitUntil } from '../../support/harness/wait-until';
import { grantTier } from '../../support/model/grant-tier';

@Controller('probe')
class ProbeController {
  @RequireScope('render:read') @Get() look(@CurrentPrincipal() { ownerId }: UserPrincipal) {
    return { ownerId };
  }
  @RequireScope('render:write') @Post() make() {
    return {};
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

interface Workspace {
  id: string;
  role: string;
  seats: { limit: number; used: number };
  members: { id: string; role: string; read_only: boolean }[];
  invites: { id: string; email: string; role: string }[];
  available: { id: string; role: string }[];
  code: string;
}

describe('workspaces', () => {
  let installation: TestInstallation;
  let { api, db, call, outbox } = {} as TestInstallation;
  let owner: TestAccount;
  beforeAll(async () => {
    installation = await startTestInstallation({ worker: true, modules: [ProbeModule] });
    ({ api, db, call, outbox } = installation);
  });
  beforeEach(async () => {
    owner = await signUp(api.url);
    await setTier('studio');
  });
  afterAll(() => installation?.close());

  /** Starter has 1 seat, Studio 3, Agency 10. */
  const setTier = async (tier: 'starter' | 'studio' | 'agency') => {
    await db.query('delete from entitlement_grants where user_id = $1', [owner.userId]);
    await grantTier(db, owner.userId, tier);
    await waitUntil(
      async () => (await at(owner.accessToken, 'GET')).body.seats.limit === { starter: 1, studio: 3, agency: 10 }[tier],
    );
  };
  const at = <T = Workspace>(token: string, method: string, path = '', body?: object) =>
    call<T>(method, `/api/workspace${path}`, { token, body });
  const invite = (token: string, email: string, role = 'editor') =>
    at<Workspace & { id: string }>(token, 'POST', '/invites', { email, role });
  const join = async (role: string, inviter = owner.accessToken): Promise<TestAccount> => {
    const member = await signUp(api.url);
    expect((await invite(inviter, member.email.toUpperCase(), role)).status).toBe(201);
    const token = await outbox.token(member.email, 'rw_invite_');
    expect((await at(member.accessToken, 'POST', '/invites/accept', { token })).body).toMatchObject({
      id: owner.userId,
      role,
    });
    return member;
  };
  const probe = async (token: string, method = 'GET') =>
    (await call<{ ownerId: string }>(method, '/probe', { token, body: method === 'POST' ? {} : undefined })) as {
      status: number;
      body: { ownerId: string };
    };

  it('exist from the start, with one seat and their owner', async () => {
    await setTier('starter');
    const { body } = await at(owner.accessToken, 'GET');
    expect(body).toMatchObject({
      id: owner.userId,
      role: 'owner',
      seats: { limit: 1, used: 1 },
      members: [{ id: owner.userId, role: 'owner' }],
      invites: [],
      available: [{ id: owner.userId }],
    });
    const refused = await invite(owner.accessToken, 'somebody@example.test');
    expect([refused.status, refused.body.code]).toEqual([403, 'no_seats_left']);
  });

  it('accept members, who see the owner’s objects and return to their own', async () => {
    const member = await join('editor');
    expect((await probe(member.accessToken)).body.ownerId).toBe(owner.userId);
    const { body } = await at(member.accessToken, 'GET');
    expect(body.available.map(({ id }) => id)).toEqual([member.userId, owner.userId]);
    expect((await at(member.accessToken, 'POST', '/switch', { workspace_id: member.userId })).status).toBe(204);
    expect((await probe(member.accessToken)).body.ownerId).toBe(member.userId);
    expect((await at(member.accessToken, 'POST', '/switch', { workspace_id: owner.userId })).status).toBe(204);
    expect(
      (await call<{ workspace: { id: string; role: string } }>('GET', '/api/auth/me', { token: member.accessToken }))
        .body.workspace,
    ).toMatchObject({
      id: owner.userId,
      role: 'editor',
    });
  });

  it('let viewers read, editors create, admins manage, and only owners appoint admins', async () => {
    await setTier('agency');
    const [viewer, editor, admin] = [await join('viewer'), await join('editor'), await join('admin')];
    const rights = async ({ accessToken }: TestAccount) => [
      (await probe(accessToken)).status,
      (await probe(accessToken, 'POST')).status,
      (await call('GET', '/api/keys', { token: accessToken })).status,
      (await at(accessToken, 'GET', '/audit-log')).status,
      (await invite(accessToken, 'x@example.test', 'viewer')).status,
      (await invite(accessToken, 'y@example.test', 'admin')).status,
    ];
    expect(await rights(viewer)).toEqual([200, 403, 403, 403, 403, 403]);
    expect(await rights(editor)).toEqual([200, 201, 403, 403, 403, 403]);
    expect(await rights(admin)).toEqual([200, 201, 200, 200, 201, 403]);
    const setRole = (by: TestAccount, who: TestAccount, role: string) =>
      at(by.accessToken, 'PATCH', `/members/${who.userId}`, { role });
    expect((await setRole(admin, viewer, 'admin')).status).toBe(403);
    expect((await setRole(admin, admin, 'viewer')).status).toBe(403);
    expect((await setRole(admin, viewer, 'editor')).status).toBe(204);
    expect((await probe(viewer.accessToken, 'POST')).status).toBe(201);
    const { body: open } = await invite(owner.accessToken, 'second-admin@example.test', 'admin');
    expect((await at(admin.accessToken, 'DELETE', `/invites/${open.id}`)).status).toBe(403);
    expect((await invite(admin.accessToken, 'second-admin@example.test', 'viewer')).status).toBe(403);
    expect((await at(owner.accessToken, 'DELETE', `/invites/${open.id}`)).status).toBe(204);
    expect((await setRole(owner, admin, 'viewer')).status).toBe(204);
    expect((await probe(admin.accessToken, 'POST')).status).toBe(403);
    expect((await setRole(owner, owner, 'viewer')).status).toBe(404);
  });

  it('lose a member immediately; members may also leave', async () => {
    const [first, second] = [await join('editor'), await join('editor')];
    expect((await at(first.accessToken, 'DELETE', `/members/${second.userId}`)).status).toBe(403);
    expect((await at(owner.accessToken, 'DELETE', `/members/${first.userId}`)).status).toBe(204);
    expect(await probe(first.accessToken)).toMatchObject({ status: 403, body: { code: 'workspace_unavailable' } });
    expect((await at(second.accessToken, 'DELETE', `/members/${second.userId}`)).status).toBe(204);
    expect((await probe(second.accessToken)).status).toBe(403);
    expect((await at(owner.accessToken, 'DELETE', `/members/${owner.userId}`)).status).toBe(404);
  });

  it('give away no more seats than they have, even concurrently', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => invite(owner.accessToken, `guest-${index}@example.test`)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect((await at(owner.accessToken, 'GET')).body.seats).toEqual({ limit: 3, used: 3 });
    const [open] = (await at(owner.accessToken, 'GET')).body.invites;
    expect((await invite(owner.accessToken, open?.email ?? '', 'viewer')).status).toBe(201);
    const [replaced] = (await at(owner.accessToken, 'GET')).body.invites;
    expect((await at(owner.accessToken, 'DELETE', `/invites/${replaced?.id}`)).status).toBe(204);
    expect((await invite(owner.accessToken, 'another@example.test')).status).toBe(201);
  });

  it('check the seats again when an invite is accepted', async () => {
    const guest = await signUp(api.url);
    await invite(owner.accessToken, guest.email);
    const token = await outbox.token(guest.email, 'rw_invite_');
    await setTier('starter');
    expect((await at(guest.accessToken, 'POST', '/invites/accept', { token })).body.code).toBe('no_seats_left');
    await setTier('studio');
    const answers = await Promise.all([1, 2, 3].map(() => at(guest.accessToken, 'POST', '/invites/accept', { token })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await invite(owner.accessToken, guest.email)).body.code).toBe('already_member');
  });

  it('open invites only to the invited address, once, for seven days', async () => {
    const [guest, thief] = [await signUp(api.url), await signUp(api.url)];
    await invite(owner.accessToken, guest.email);
    const token = await outbox.token(guest.email, 'rw_invite_');
    // The log of the workspace outlives the invitation and the guest's account.
    const logged = `select after from audit_log where chain = $1 and action = 'workspace.invited' order by seq desc limit 1`;
    expect((await db.query(logged, [owner.userId])).rows).toEqual([{ after: { role: 'editor' } }]);
    expect((await at(thief.accessToken, 'POST', '/invites/accept', { token })).body.code).toBe('link_invalid');
    await db.query(
      `update workspace_invites set created_at = now() - interval '8 days', expires_at = now() - interval '1 day' where email = $1`,
      [guest.email],
    );
    expect((await at(guest.accessToken, 'POST', '/invites/accept', { token })).body.code).toBe('link_invalid');
  });

  it('do not exist for strangers', async () => {
    const stranger = await signUp(api.url);
    await invite(owner.accessToken, 'guest@example.test');
    const [open] = (await at(owner.accessToken, 'GET')).body.invites;
    expect((await at(stranger.accessToken, 'POST', '/switch', { workspace_id: owner.userId })).status).toBe(404);
    expect((await at(stranger.accessToken, 'DELETE', `/invites/${open?.id}`)).status).toBe(404);
    expect((await at(stranger.accessToken, 'DELETE', `/members/${owner.userId}`)).status).toBe(404);
    expect((await at(stranger.accessToken, 'PATCH', `/members/${owner.userId}`, { role: 'viewer' })).status).toBe(404);
  });

  it('let members without a seat only read, and exclude nobody, until there is room again', async () => {
    await setTier('agency');
    const [first, second, third] = [await join('admin'), await join('editor'), await join('editor')];
    expect((await probe(third.accessToken, 'POST')).status).toBe(201);
    await setTier('studio');
    const roles = async () =>
      (await at(owner.accessToken, 'GET')).body.members.map(({ role, read_only }) => [role, read_only]);
    expect(await roles()).toEqual([
      ['owner', false],
      ['admin', false],
      ['editor', false],
      ['editor', true],
    ]);
    expect([(await probe(second.accessToken, 'POST')).status, (await probe(third.accessToken)).status]).toEqual([
      201, 200,
    ]);
    expect(await probe(third.accessToken, 'POST')).toMatchObject({ status: 403, body: { code: 'no_seats_left' } });
    // The role, not the seat, stands in the way here.
    expect((await call('GET', '/api/keys', { token: third.accessToken })).body).toMatchObject({
      code: 'access_denied',
    });
    await setTier('starter');
    expect((await invite(first.accessToken, 'one-more@example.test')).status).toBe(403);
    expect((await probe(second.accessToken, 'POST')).status).toBe(403);
    expect((await probe(owner.accessToken, 'POST')).status).toBe(201);
    expect((await at(second.accessToken, 'DELETE', `/members/${second.userId}`)).status).toBe(204);
    await setTier('studio');
    await waitUntil(async () => (await probe(third.accessToken, 'POST')).status === 201);
  });

  it('withdraw the open invitations of an admin who is demoted or removed, and no others', async () => {
    await setTier('agency');
    const [first, second] = [await join('admin'), await join('admin')];
    const addresses = ['first@example.test', 'second@example.test', 'kept@example.test'];
    for (const [index, { accessToken }] of [first, second, owner].entries())
      expect((await invite(accessToken, addresses[index] ?? '')).status).toBe(201);
    const open = async () => (await at(owner.accessToken, 'GET')).body.invites.map(({ email }) => email).sort();
    expect(await open()).toEqual([...addresses].sort());
    expect((await at(owner.accessToken, 'PATCH', `/members/${first.userId}`, { role: 'editor' })).status).toBe(204);
    expect(await open()).toEqual(['kept@example.test', 'second@example.test']);
    expect((await at(second.accessToken, 'DELETE', `/members/${second.userId}`)).status).toBe(204);
    expect(await open()).toEqual(['kept@example.test']);
  });

  it('mails members when their role changes and when they are removed, naming who did it', async () => {
    const member = await join('editor');
    expect((await at(owner.accessToken, 'PATCH', `/members/${member.userId}`, { role: 'viewer' })).status).toBe(204);
    expect(await outbox.mail(member.email, /Subject: Your role in/)).toMatch(
      /\S+ changed your role in the workspace ".+"\. Your new role is viewer\./,
    );
    expect((await at(owner.accessToken, 'DELETE', `/members/${member.userId}`)).status).toBe(204);
    expect(await outbox.mail(member.email, /Subject: You were removed from/)).toMatch(
      /\S+ removed you from the workspace/,
    );
    const leaver = await join('viewer');
    expect((await at(leaver.accessToken, 'DELETE', `/members/${leaver.userId}`)).status).toBe(204);
  });

  it("show a member the owner's plan and usage, and payments only to those who may see them", async () => {
    const [admin, viewer] = [await join('admin'), await join('viewer')];
    const me = async ({ accessToken }: TestAccount) =>
      (await call<Record<string, unknown>>('GET', '/api/auth/me', { token: accessToken })).body;
    expect(await me(admin)).toMatchObject({
      user: { email: admin.email },
      workspace: { id: owner.userId, role: 'admin' },
      subscription: null,
      entitlements: { tier: 'studio', source: 'grant', seats: 3 },
      usage: { uploads: 0, uploads_limit: 1_500 },
      tokens: { balance: 0, reserved: 0 },
    });
    expect(await me(viewer)).toMatchObject({ entitlements: { tier: 'studio' }, subscription: null, tokens: null });
  });

  it('stop with the suspension of their owner', async () => {
    const member = await join('editor');
    expect((await probe(member.accessToken)).body.ownerId).toBe(owner.userId);
    await db.query(`update users set status = 'suspended' where id = $1`, [owner.userId]);
    await appliesSoon(async () => (await probe(member.accessToken)).status === 403);
  });

  it('are read-only and admit nobody while the deletion of their owner is due, and work again when it is called off', async () => {
    const [member, guest] = [await join('editor'), await signUp(api.url)];
    await invite(owner.accessToken, guest.email);
    const token = await outbox.token(guest.email, 'rw_invite_');
    const { email, password } = owner;
    const asked = await call('DELETE', '/api/account', { token: owner.accessToken, body: { password } });
    expect(asked.status).toBe(202);

    await waitUntil(async () => (await probe(member.accessToken, 'POST')).status === 403);
    expect(await probe(member.accessToken, 'POST')).toMatchObject({ body: { code: 'workspace_ending' } });
    expect(await probe(member.accessToken)).toMatchObject({ status: 200, body: { ownerId: owner.userId } });
    const accept = () => at(guest.accessToken, 'POST', '/invites/accept', { token });
    expect(await accept()).toMatchObject({ status: 403, body: { code: 'workspace_ending' } });

    const kept = await call('POST', '/api/auth/login', { body: { email, password, keep_account: true } });
    expect(kept.status).toBe(200);
    await waitUntil(async () => (await probe(member.accessToken, 'POST')).status === 201);
    expect((await accept()).status).toBe(200);
  });
});
