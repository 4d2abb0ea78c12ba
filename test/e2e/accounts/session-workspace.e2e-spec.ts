import { signUp, type TestAccount } from '../../support/harness/test-account';
import { startTestInstallation, type TestInstallation } from '../../support/harness/test-installation';
import { grantTier } from '../../support/model/grant-tier';

describe('a request that names a workspace', () => {
  let installation: TestInstallation;
  let { api, call, db } = {} as TestInstallation;
  let owner: TestAccount;
  let member: TestAccount;
  beforeAll(async () => {
    installation = await startTestInstallation();
    ({ api, call, db } = installation);
    [owner, member] = [await signUp(api.url), await signUp(api.url)];
    await db.query(`insert into workspace_members (workspace_id, user_id, role) values ($1, $2, 'admin')`, [
      owner.userId,
      member.userId,
    ]);
    await grantTier(db, owner.userId);
  });
  afterAll(() => installation?.close());

  const enter = (id: string) =>
    call('POST', '/api/workspace/switch', { token: member.accessToken, body: { workspace_id: id } });
  const from = async (id: string, method: string, path: string, body?: object) => {
    const options = { token: member.accessToken, headers: { 'x-workspace-id': id }, body };
    const answer = await call<{ code?: string }>(method, path, options);
    return answer.body.code ?? answer.status;
  };

  it('is refused, to read and to write, once the session was switched to another', async () => {
    await enter(owner.userId);
    expect(await from(owner.userId, 'PUT', '/api/settings', {})).toBe(200);
    await enter(member.userId);
    expect(await from(owner.userId, 'PUT', '/api/settings', {})).toBe('workspace_changed');
    expect(await from(owner.userId, 'GET', '/api/uploads')).toBe('workspace_changed');
    expect(await from(member.userId, 'GET', '/api/uploads')).toBe(200);
  });

  it('is refused as one for another workspace also where the person could only read', async () => {
    const become = (role: string) =>
      db.query(`update workspace_members set role = $3 where workspace_id = $1 and user_id = $2`, [
        owner.userId,
        member.userId,
        role,
      ]);
    await become('viewer');
    await enter(owner.userId);
    expect(await from(member.userId, 'PUT', '/api/settings', {})).toBe('workspace_changed');
    expect(await from(member.userId, 'POST', '/api/uploads/presign', {})).toBe('workspace_changed');
    expect(await from(owner.userId, 'PUT', '/api/settings', {})).toBe('access_denied');
    await become('admin');
  });

  it('learns where the session works, and is not refused to switch back', async () => {
    await enter(member.userId);
    expect(await from(owner.userId, 'GET', '/api/auth/me')).toBe(200);
    expect(await from(owner.userId, 'GET', '/api/workspace')).toBe(200);
    expect(await from(owner.userId, 'POST', '/api/workspace/switch', { workspace_id: owner.userId })).toBe(204);
    expect(await from(owner.userId, 'GET', '/api/uploads')).toBe(200);
  });
});
