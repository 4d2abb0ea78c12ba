import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { TestBrowser } from '../../../support/harness/test-browser';
import { startTestInstallation, type TestInstallation } from '../../../support/harness/test-installation';

/** As an operator may write it. */
const GIVEN = 'Root@Example.test';
const EMAIL = GIVEN.toLowerCase();
const EARLIER = 'a password from before';

describe('the address of the first administrator', () => {
  let running: TestInstallation;
  let { call, db } = {} as TestInstallation;
  let earlier: TestBrowser;
  beforeEach(async () => {
    running = await startTestInstallation({ env: { TRUST_PROXY: '1' } });
    ({ call, db } = running);
    earlier = new TestBrowser(call, '203.0.113.66');
    await earlier.register(EMAIL, EARLIER);
  });
  afterEach(() => running?.close());

  const bootstrap = async (): Promise<string> => {
    const child = spawn(process.execPath, ['dist/src/bootstrap.js'], {
      env: { ...process.env, BOOTSTRAP_ADMIN_EMAIL: GIVEN },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.end('{"api_key":null}');
    const { admin } = JSON.parse(await text(child.stdout)) as { admin: { password: string } };
    return admin.password;
  };
  const login = (password: string) =>
    call<{ user: { id: string; role: string } }>('POST', '/api/auth/login', { body: { email: EMAIL, password } });

  it('gives a stranger who registered it first nothing of the administrator', async () => {
    await earlier.enableTotp(EARLIER);
    const password = await bootstrap();

    const { status, body } = await login(password);
    expect({ status, role: body.user.role }).toEqual({ status: 200, role: 'admin' });
    expect(body.user.id).not.toBe(earlier.userId);
    expect((await login(EARLIER)).status).toBe(401);
    expect((await earlier.call<{ user: { role: string } }>('GET', '/api/auth/me')).body.user.role).toBe('user');
    const { rows } = await db.query('select email, role from users where id = $1', [earlier.userId]);
    expect(rows).toEqual([{ email: expect.stringMatching(/^unproved\+.*@displaced\.invalid$/), role: 'user' }]);
    const audit = await db.query('select action from audit_log where chain = $1 order by seq desc limit 1', [
      earlier.userId,
    ]);
    expect(audit.rows).toEqual([{ action: 'account.email_lost' }]);
  });

  it('promotes the account that confirmed it, whose earlier sessions and password end', async () => {
    await db.query('update users set email_verified_at = now() where id = $1', [earlier.userId]);
    const password = await bootstrap();

    expect((await earlier.call('GET', '/api/auth/me')).status).toBe(401);
    expect((await login(EARLIER)).status).toBe(401);
    expect((await login(password)).body.user).toMatchObject({ id: earlier.userId, role: 'admin' });
  });

  it('does not revive an account whose deletion was requested', async () => {
    await db.query(
      `update users set email_verified_at = now(), deletion_due_at = now() + interval '1 day' where id = $1`,
      [earlier.userId],
    );
    const password = await bootstrap();

    const { body } = await login(password);
    expect(body.user.role).toBe('admin');
    expect(body.user.id).not.toBe(earlier.userId);
  });
});
