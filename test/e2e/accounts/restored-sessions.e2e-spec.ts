import { spawnSync } from 'node:child_process';
import { signUp } from '../../support/harness/test-account';
import { installation } from '../../support/harness/test-installation';

describe('a session of a database that was restored from a backup', () => {
  const instance = installation();
  const refresh = (refresh_token: string) =>
    instance.call<{ code: string }>('POST', '/api/auth/refresh', { body: { refresh_token } });

  it('ends, because the person may have ended it after the backup; one from after the restore goes on', async () => {
    const before = await signUp(instance.api.url);
    // Postgres counts microseconds.
    const stoppedAt = new Date(Date.now() + 1).toISOString();
    const after = await signUp(instance.api.url);
    const parameters = ['--dumped-at', '2026-01-01T00:00:00Z', '--stopped-at', stoppedAt];
    const command = ['dist/src/after-restore.js', ...parameters];
    // The API of the test has put the address of its database into the environment.
    const { stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', env: process.env });
    expect([stderr, stdout]).toEqual(['', expect.stringContaining('1 sessions ended')]);
    expect(await refresh(before.refreshToken)).toMatchObject({ status: 401, body: { code: 'refresh_token_invalid' } });
    expect((await refresh(after.refreshToken)).status).toBe(200);
    const devices = 'select devices_valid_from as since from users where id = $1';
    const { rows } = await instance.db.query(devices, [before.userId]);
    expect(rows).toEqual([{ since: new Date(stoppedAt) }]);
  });
});
