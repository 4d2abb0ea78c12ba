import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseRoleFault } from '@app/core';
import { Client } from 'pg';
import { migrations } from '../../../migrations';
import { createGuideDatabase } from '../../support/servers/test-database';

const root = join(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'reelway-production-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAMED = [
  'BASE_URL',
  'DATABASE_URL',
  'FRONTEND_URL',
  'JWT_SECRET',
  'MAILGUN_API_KEY or SMTP_URL',
  'MAIL_FROM',
  'TOKEN_ENC_KEYS',
];
const COMPLETE = {
  BASE_URL: 'https://api.example.test',
  DATABASE_URL: 'postgres://someone:hidden@127.0.0.1:1/nothing',
  FRONTEND_URL: 'https://app.example.test',
  JWT_SECRET: 'a secret for tests only, 32 bytes or more',
  MAIL_FROM: 'Reelway <no-reply@example.test>',
  SMTP_URL: 'smtp://127.0.0.1:1',
  TOKEN_ENC_KEYS: `v1:${Buffer.from('32 bytes that are just for tests').toString('base64')}`,
};

/** Runs a process of the image to its end. */
const run = (name: string, env: Record<string, string>, ...args: string[]) => runIn(root, name, env, ...args);

function runIn(cwd: string, name: string, env: Record<string, string>, ...args: string[]) {
  const { PATH, HOME } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/run.mjs'), name, ...args], {
    cwd,
    encoding: 'utf8',
    input: '',
    env: { PATH, HOME, ENVIRONMENT: 'production', DATA_DIR: folder, LOG_LEVEL: 'silent', ...env },
  });
  return { status, stdout, stderr };
}

describe('production', () => {
  it.each(['api', 'worker', 'migrate', 'bootstrap', 'rotate-token-keys', 'stripe-setup'])(
    '%s names all missing variables together',
    (name) => {
      const { status, stderr } = run(name, {});
      expect(status).toBe(1);
      const faults = stderr.split('\n').filter((line) => line.startsWith('  - '));
      expect(
        faults.map((line) => /^ {2}- (.*?) is required/.exec(line)?.[1] ?? '').sort((a, b) => (a < b ? -1 : 1)),
      ).toEqual(NAMED);
      expect(stderr).not.toMatch(/^\s+at /m);
    },
  );

  it('lists every secret that can be guessed and every unsafe address together', () => {
    const { status, stderr } = run('api', {
      ...COMPLETE,
      JWT_SECRET: 'a'.repeat(40),
      JWT_PREVIOUS_SECRETS: 'abcdefghijklmnopqrstuvwxyz0123456789',
      ADMIN_API_KEY: '0123456789'.repeat(4),
      STRIPE_SECRET_KEY: 'sk_test_emulator',
      STRIPE_WEBHOOK_SECRET: 'whsec_emulator',
      BASE_URL: 'http://api.example.test',
      FRONTEND_URL: 'http://app.example.test',
      METRICS_PORT: '9464',
      API_PORT: 'eighty',
      SHOTSTACK_API_URL: 'http://shotstack.example.test/edit/v1',
      MAILGUN_API_BASE: 'HTTP://mailgun.example.test',
      CAPTION_API_BASE: 'http://10.captions.example.test/v1',
      STRIPE_API_URL: 'http://stripe.example.test',
      TIKTOK_API_URL: 'http://tiktok.example.test',
    });
    expect(status).toBe(1);
    const faults = stderr.split('\n').flatMap((line) => /^ {2}- (\w+)/.exec(line)?.[1] ?? []);
    expect(faults.sort()).toEqual([
      'ADMIN_API_KEY',
      'API_PORT',
      'BASE_URL',
      'CAPTION_API_BASE',
      'FRONTEND_URL',
      'JWT_PREVIOUS_SECRETS',
      'JWT_SECRET',
      'MAILGUN_API_BASE',
      'METRICS_TOKEN',
      'SHOTSTACK_API_URL',
      'STRIPE_API_URL',
      'STRIPE_SECRET_KEY',
      'STRIPE_WEBHOOK_SECRET',
      'TIKTOK_API_URL',
    ]);
    for (const secret of ['aaaaaaaa', 'abcdefgh', '01234567', 'sk_test_emulator', 'whsec_emulator'])
      expect(stderr).not.toContain(secret);
  });

  it('a variable that is set but blank is read from .env', () => {
    const { JWT_SECRET, BASE_URL, ...others } = COMPLETE;
    writeFileSync(join(folder, '.env'), `JWT_SECRET='${JWT_SECRET}'\nBASE_URL=${BASE_URL}\nSMTP_URL=not a url\n`);
    const { stderr } = runIn(folder, 'migrate', { ...others, JWT_SECRET: ' ', BASE_URL: '' });
    expect(stderr).toMatch(/^The migration failed.*ECONNREFUSED/);
  });

  describe('with a database', () => {
    const server = new Client({ connectionString: process.env.TEST_DATABASE_URL });
    const env: Record<string, string> = { ...COMPLETE };
    let guide: Awaited<ReturnType<typeof createGuideDatabase>>;
    const alter = (attributes: string) => server.query(`alter role ${guide.role} ${attributes}`);

    beforeAll(async () => {
      await server.connect();
      guide = await createGuideDatabase();
      env.DATABASE_URL = guide.url;
    });
    afterAll(async () => {
      await guide?.drop();
      await server.end();
    });

    it('migrate creates the schema as the role of the guide, reverts the last migration and applies it again', () => {
      const last = (migrations as { name: string }[]).at(-1)?.name;
      expect(run('migrate', env)).toMatchObject({ status: 0, stdout: expect.stringContaining(`, ${last}\n`) });
      expect(run('migrate', env, '--undo-last')).toMatchObject({ status: 0, stdout: `undone ${last}\n` });
      expect(run('migrate', env)).toMatchObject({ status: 0, stdout: `applied ${last}\n` });
    });

    it('bootstrap makes nobody administrator until a mailbox is named', () => {
      const { status, stdout, stderr } = run('bootstrap', env);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toContain('  - BOOTSTRAP_ADMIN_EMAIL must name a mailbox');

      const created = run('bootstrap', { ...env, BOOTSTRAP_ADMIN_EMAIL: 'owner@example.test' });
      expect(created).toMatchObject({ status: 0, stdout: expect.stringContaining('"email":"owner@example.test"') });
      // From now on there is nobody to name.
      expect(run('bootstrap', env)).toMatchObject({ status: 0, stdout: expect.stringContaining('owner@example.test') });
    });

    it.each(['api', 'worker', 'migrate', 'bootstrap', 'rotate-token-keys', 'stripe-setup', 'ledger-check'])(
      '%s refuses a superuser, together with every other fault',
      (command) => {
        const superuser = process.env.TEST_DATABASE_URL ?? '';
        const { status, stderr } = run(command, {
          ...env,
          DATABASE_URL: superuser,
          BASE_URL: 'http://api.example.test',
        });
        expect(status).toBe(command === 'ledger-check' ? 2 : 1);
        expect(stderr.split('\n').filter((line) => line.startsWith('  - '))).toEqual([
          '  - BASE_URL must start with https:// in production',
          expect.stringMatching(
            /^ {2}- DATABASE_URL must name a role with rights to its own database only in production: \w+ is a superuser/,
          ),
        ]);
      },
    );

    it.each([
      ['bypassrls', 'nobypassrls', 'bypasses row security'],
      ['createrole', 'nocreaterole', 'creates roles'],
      ['replication', 'noreplication', 'replicates the server'],
    ])('a role with %s is refused', async (right, without, words) => {
      await alter(right);
      expect(await databaseRoleFault(guide.url)).toContain(`${guide.role} ${words}`);
      await alter(without);
      expect(await databaseRoleFault(guide.url)).toBeUndefined();
    });

    it('a role that can become a superuser, or reach files of the server, is refused', async () => {
      for (const [other, words] of [
        [decodeURIComponent(new URL(process.env.TEST_DATABASE_URL ?? '').username), 'is a superuser'],
        ['pg_read_server_files', 'reaches files and programs of the server'],
      ]) {
        await server.query(`grant ${other} to ${guide.role}`);
        expect(await databaseRoleFault(guide.url)).toContain(words);
        await server.query(`revoke ${other} from ${guide.role}`);
      }
      expect(await databaseRoleFault(guide.url)).toBeUndefined();
    });
  });

  it('migrate reports in one line that the database does not answer', () => {
    const { status, stderr } = run('migrate', COMPLETE);
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^The migration failed.*DATABASE_URL \(127\.0\.0\.1:1\/nothing\).*ECONNREFUSED/),
    ]);
    expect(stderr).not.toContain('hidden');
  });
});
