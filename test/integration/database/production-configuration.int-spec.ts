import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../../migrations';
import { createTestDatabase } from '../../support/servers/test-database';

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
function run(name: string, env: Record<string, string>, ...args: string[]) {
  const { PATH, HOME } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', name, ...args], {
    cwd: root,
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

  it('migrate reverts the last migration and applies it again', async () => {
    const database = await createTestDatabase();
    const env = { ...COMPLETE, DATABASE_URL: database.url };
    const last = (migrations as { name: string }[]).at(-1)?.name;
    expect(run('migrate', env, '--undo-last')).toMatchObject({ status: 0, stdout: `undone ${last}\n` });
    expect(run('migrate', env)).toMatchObject({ status: 0, stdout: `applied ${last}\n` });
    await database.drop();
  });

  it('migrate reports in one line that the database does not answer', () => {
    const { status, stderr } = run('migrate', COMPLETE);
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^The schema was not changed.*DATABASE_URL \(127\.0\.0\.1:1\/nothing\).*ECONNREFUSED/),
    ]);
    expect(stderr).not.toContain('hidden');
  });
});
