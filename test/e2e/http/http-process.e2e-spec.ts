import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type ApiProcess, startApiProcess } from '../../support/harness/test-api-process';
import { waitUntil } from '../../support/harness/wait-until';
import { RawConnection } from '../../support/servers/raw-http';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const BODY = '{"email":"nobody@example.com","password":"not the password"}';
/** The server answers `100 Continue` as soon as it has accepted the request. */
const headOf = (connection: string) =>
  `POST /api/auth/login HTTP/1.1\r\nHost: x\r\nConnection: ${connection}\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${BODY.length}\r\n\r\n`;
const isTakenUp = ({ text }: RawConnection) => text.includes('HTTP/1.1 100 Continue');

describe('the API process', () => {
  let database: TestDatabase;
  let api: ApiProcess | undefined;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => api?.stop('SIGKILL'));
  afterAll(() => database.drop());

  const started = async (env: Record<string, string> = {}) =>
    (api = await startApiProcess({ databaseUrl: database.url, env: { LOG_LEVEL: 'info', ...env } }));
  /** The exit code, or the name of the signal that ended the process. */
  const exitOf = async ({ child }: ApiProcess) => {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode ?? child.signalCode;
  };
  const isRefused = async (url: string) =>
    fetch(`${url}/health/live`).then(
      () => false,
      () => true,
    );

  it('finishes running requests, accepts no new ones, says so, and exits with 0', async () => {
    const process = await started({ METRICS_PORT: '0' });
    const metricsPort = await waitUntil(() => /"port":(\d+)[^\n]*metrics and health/.exec(process.output())?.[1]);
    await waitUntil(() => process.output().includes(`"listening on ${process.url}"`));
    const running = await RawConnection.open(process.url);
    running.send(headOf('keep-alive')).send(BODY.slice(0, 10));
    await waitUntil(() => isTakenUp(running));
    const idle = await RawConnection.open(process.url);
    idle.send('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    await waitUntil(() => idle.text.includes('{"status":"ok"}'));

    process.child.kill('SIGTERM');
    await idle.closed;
    await waitUntil(() => isRefused(process.url));
    const ready = await fetch(`http://127.0.0.1:${metricsPort}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'down', detail: 'This process is shutting down' });

    running.send(BODY.slice(10));
    const { status, head } = await running.untilClosed();
    expect(status).toBe(401);
    expect(head).toMatch(/connection: close/i);
    expect(await exitOf(process)).toBe(0);
  });

  it('refuses requests that still arrive on an open connection', async () => {
    const process = await started();
    const connection = await RawConnection.open(process.url);
    connection.send('GET /errors HTTP/1.1\r\nHost: x\r\n');
    await waitUntil(async () => (await fetch(`${process.url}/health/live`)).ok);
    process.child.kill('SIGTERM');
    await waitUntil(() => isRefused(process.url));
    connection.send('\r\n');
    const { status, head, body } = await connection.untilClosed();
    expect(status).toBe(503);
    expect(head).toMatch(/connection: close/i);
    expect(head).toMatch(/retry-after: 1/i);
    expect(JSON.parse(body)).toMatchObject({ code: 'shutting_down' });
    expect(await exitOf(process)).toBe(0);
  });

  it('ends when the process that forked it is gone', async () => {
    const process = await started();
    process.child.disconnect();
    expect(await exitOf(process)).toBe(0);
  });

  it('ends at once when it is asked twice', async () => {
    const process = await started();
    const running = await RawConnection.open(process.url);
    running.send(headOf('close')).send(BODY.slice(0, 10));
    await waitUntil(() => isTakenUp(running));
    process.child.kill('SIGTERM');
    await waitUntil(() => isRefused(process.url));
    process.child.kill('SIGTERM');
    expect(await exitOf(process)).toBe(1);
  });

  it('names every fault of its configuration and no stack, and exits with 1', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(__dirname, '../../../dist/apps/api/src/main.js')],
      {
        env: {
          PATH: process.env.PATH,
          NODE_ENV: 'test',
          API_PORT: 'eighty',
          LOG_LEVEL: 'loud',
          ADMIN_API_KEY: 'hunter2',
        },
        encoding: 'utf8',
      },
    );
    expect(status).toBe(1);
    expect(stdout).toBe('');
    for (const variable of ['API_PORT', 'LOG_LEVEL', 'ADMIN_API_KEY'])
      expect(stderr).toMatch(new RegExp(`^ {2}- ${variable} `, 'm'));
    expect(stderr).not.toMatch(/hunter2|\bat .*\.js/);
  });
});
