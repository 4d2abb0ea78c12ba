import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

interface Answer {
  admin: { email: string; password?: string; created: boolean };
  api_key: string;
}

describe('bootstrap', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const bootstrap = async (input: object, env: Record<string, string> = {}): Promise<Answer> => {
    const child = spawn(process.execPath, ['dist/src/bootstrap.js'], {
      env: { ...process.env, DATABASE_URL: database.url, NODE_ENV: 'test', ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.end(JSON.stringify(input));
    const lines = (await text(child.stdout)).trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    return JSON.parse(lines[0] ?? '') as Answer;
  };

  it('creates one administrator and one key, and finds both again', async () => {
    const first = await bootstrap(
      { admin: { email: 'ignored@example.test' } },
      { BOOTSTRAP_ADMIN_EMAIL: 'Root@Example.test' },
    );
    expect(first).toEqual({
      admin: { email: 'root@example.test', password: expect.stringMatching(/^[\w-]{24}$/), created: true },
      api_key: expect.stringMatching(/^rw_live_[0-9A-Za-z]{33}$/),
    });

    const second = await bootstrap(
      { admin: { email: 'other@example.test', password: 'not used at all' }, api_key: first.api_key },
      { BOOTSTRAP_ADMIN_EMAIL: 'third@example.test' },
    );
    expect(second).toEqual({ admin: { email: 'root@example.test', created: false }, api_key: first.api_key });

    const third = await bootstrap({ api_key: 'rw_live_of_another_installation' });
    expect(third.api_key).not.toBe(first.api_key);

    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ admins: number; keys: number; secrets: number }>(
      `select (select count(*)::int from users where role = 'admin') as admins, (select count(*)::int from api_keys) as keys,
              (select count(*)::int from api_keys k where to_jsonb(k)::text like '%' || $1 || '%') as secrets`,
      [first.api_key.slice(-20)],
    );
    await client.end();
    expect(rows[0]).toEqual({ admins: 1, keys: 2, secrets: 0 });
  });
});
