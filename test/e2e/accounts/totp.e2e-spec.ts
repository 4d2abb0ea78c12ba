import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { Client } from 'pg';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { startTestApi, type TestApi } from '../../support/harness/test-app';
import { waitUntil } from '../../support/harness/wait-until';
import { wrongCodes } from '../../support/harness/wrong-codes';
import { httpClient } from '../../support/servers/http-client';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const FIRST_KEY = `v1:${randomBytes(32).toString('base64')}`;
const SECOND_KEY = `v2:${randomBytes(32).toString('base64')}`;

describe('two-factor authentication', () => {
  let database: TestDatabase;
  let api: TestApi;
  let db: Client;
  let account: TestAccount;
  let call: ReturnType<typeof httpClient>;
  const start = (keys: string) =>
    startTestApi({ databaseUrl: database.url, env: { RATE_LIMIT_MAX: '100000', TOKEN_ENC_KEYS: keys } });
  beforeAll(async () => {
    database = await createTestDatabase();
    api = await start(FIRST_KEY);
    db = new Client({ connectionString: database.url });
    await db.connect();
    call = httpClient(api.url);
  });
  beforeEach(async () => {
    account = await signUp(api.url);
  });
  afterAll(async () => {
    await api?.close();
    await db?.end();
    await database.drop();
  });

  const post = <T>(path: string, body: object) =>
    call<T & { code: string }>('POST', `/api/auth/totp/${path}`, { token: account.accessToken, body });
  const codeOf = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  const login = (totp?: string) =>
    call<{ code: string }>('POST', '/api/auth/login', {
      body: { email: account.email, password: account.password, totp },
    });
  /** The window accepts three codes; deleting the used step makes the current one valid again. */
  const forgetUsedStep = () => db.query('update totp_secrets set last_step = 0 where user_id = $1', [account.userId]);
  const turnOn = async () => {
    const { secret } = (await post<{ secret: string }>('setup', { password: account.password })).body;
    const { recovery_codes } = (await post<{ recovery_codes: string[] }>('enable', { totp: codeOf(secret) })).body;
    return { secret, codes: recovery_codes };
  };

  it('is set up with the password, confirmed with a code, and required from then on', async () => {
    expect((await post('setup', { password: 'not the password' })).status).toBe(401);
    expect((await post('enable', { totp: '123456' })).body.code).toBe('totp_not_set_up');
    const setup = (await post<{ secret: string; otpauth_url: string }>('setup', { password: account.password })).body;
    expect(setup.otpauth_url).toContain(setup.secret);
    expect((await login()).status).toBe(200);
    const [wrong = ''] = wrongCodes(setup.secret, 1);
    expect((await post('enable', { totp: wrong })).body.code).toBe('totp_invalid');
    expect((await post('enable', { totp: codeOf(setup.secret) })).status).toBe(200);
    expect((await post('setup', { password: account.password })).body.code).toBe('totp_enabled');
    expect(
      (await call<{ totp_enabled: boolean }>('GET', '/api/auth/me', { token: account.accessToken })).body.totp_enabled,
    ).toBe(true);

    expect((await login()).body.code).toBe('totp_required');
    expect((await login(wrong)).body.code).toBe('totp_invalid');
    await forgetUsedStep();
    expect((await login(codeOf(setup.secret))).status).toBe(200);
  });

  it('accepts each code once, even from many concurrent requests', async () => {
    const { secret } = await turnOn();
    await forgetUsedStep();
    const code = codeOf(secret);
    const answers = await Promise.all(Array.from({ length: 5 }, () => login(code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('accepts each recovery code once, however it is typed', async () => {
    const { codes } = await turnOn();
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    expect(codes[0]).toMatch(/^([a-z2-7]{4}-){3}[a-z2-7]{4}$/);
    expect((await login(codes[0]?.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
    expect((await login(codes[0])).status).toBe(401);
    expect((await login(codes[1])).status).toBe(200);
  });

  describe('new recovery codes', () => {
    const waiting = async () =>
      (await db.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))
        .rowCount ?? 0;
    const hashes = async () =>
      (await db.query('select code_hash from recovery_codes where user_id = $1 order by 1', [account.userId])).rows;
    /** The statuses of simultaneous requests that begin while another transaction holds the rows of `statement`. */
    const renewDuring = async (statement: string, requests: number) => {
      const other = new Client({ connectionString: database.url });
      await other.connect();
      await other.query('begin');
      await other.query(statement, [account.userId]);
      const answers = Promise.all(Array.from({ length: requests }, () => post('recovery-codes', {})));
      await Promise.race([answers, waitUntil(async () => (await waiting()) === requests)]);
      await other.query('commit');
      await other.end();
      return (await answers).map(({ status }) => status);
    };

    it('are ten, also when two requests for them arrive at the same time', async () => {
      const { codes } = await turnOn();
      const locked = 'select from recovery_codes where user_id = $1 for update';
      expect(await renewDuring(locked, 2)).toEqual([200, 200]);
      expect(await hashes()).toHaveLength(10);
      expect((await login(codes[0])).status).toBe(401);
    });

    it('are not given to a session that ends meanwhile', async () => {
      await turnOn();
      const before = await hashes();
      const ended = `update sessions set revoked_at = now(), revoked_reason = 'address_proved' where user_id = $1`;
      expect(await renewDuring(ended, 1)).toEqual([401]);
      expect(await hashes()).toEqual(before);
    });
  });

  it('is turned off with the password and a code', async () => {
    const { secret, codes } = await turnOn();
    await forgetUsedStep();
    expect((await post('disable', { password: account.password, totp: 'aaaa-aaaa-aaaa-aaaa' })).body.code).toBe(
      'totp_invalid',
    );
    expect((await post('disable', { password: 'not the password', totp: codeOf(secret) })).body.code).toBe(
      'invalid_credentials',
    );
    expect((await post('disable', { password: account.password, totp: codes[2] })).status).toBe(204);
    expect((await login()).status).toBe(200);
  });

  it('takes the code under its old name as well', async () => {
    const { secret } = (await post<{ secret: string }>('setup', { password: account.password })).body;
    expect((await post<{ errors: object[] }>('enable', {})).body.errors).toEqual([
      expect.objectContaining({ path: 'totp', code: 'required' }),
    ]);
    const enabled = await post<{ recovery_codes: string[] }>('enable', { code: codeOf(secret) });
    expect(enabled.status).toBe(200);
    const code = enabled.body.recovery_codes[0];
    expect((await post('disable', { password: account.password, code })).status).toBe(204);
  });

  it('keeps secrets sealed, survives a key rotation, and does not start without a key that is still needed', async () => {
    const { secret } = await turnOn();
    const stored = async () =>
      (await db.query<{ secret: string }>('select secret from totp_secrets where user_id = $1', [account.userId]))
        .rows[0]?.secret;
    expect(await stored()).toMatch(/^v1\./);
    expect(await stored()).not.toContain(secret);
    await expect(start(SECOND_KEY)).rejects.toThrow(/TOKEN_ENC_KEYS lacks v1, which totp_secrets\.secret still needs/);

    const rotation = spawnSync(process.execPath, ['dist/src/rotate-token-keys.js'], {
      env: { ...process.env, TOKEN_ENC_KEYS: `${FIRST_KEY},${SECOND_KEY}` },
      encoding: 'utf8',
    });
    expect(rotation.stdout).toMatch(/none is left on an older key/);
    expect(await stored()).toMatch(/^v2\./);
    const rotated = await start(SECOND_KEY);
    await forgetUsedStep();
    const answer = await httpClient(rotated.url)('POST', '/api/auth/login', {
      body: { email: account.email, password: account.password, totp: codeOf(secret) },
    });
    await rotated.close();
    expect(answer.status).toBe(200);
  });
});
