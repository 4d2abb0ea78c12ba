import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '../../../src/start/free-port';

const main = join(__dirname, '../../../dist/apps/emulators/src/main.js');

interface Ready {
  type: string;
  port: number;
  emulators: Record<string, string>;
}

describe('the emulators process', () => {
  let child: ChildProcess;

  async function start(env: Record<string, string> = {}): Promise<Ready> {
    child = fork(main, { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const [ready] = (await once(child, 'message')) as [Ready];
    return ready;
  }

  afterEach(() => child.kill('SIGKILL'));

  it('tells its parent where it listens and stops on request', async () => {
    const hostPort = await freePort();
    const ready = await start({ EMULATORS_HOST_PORTS: JSON.stringify({ 'tiktok/open': hostPort }) });
    const address = `http://127.0.0.1:${ready.port}`;
    expect(ready).toEqual({
      type: 'ready',
      port: expect.any(Number),
      emulators: expect.objectContaining({ sink: `${address}/sink` }),
      env: expect.objectContaining({
        STRIPE_API_URL: `${address}/stripe`,
        // A host keeps the port that an earlier process had.
        TIKTOK_API_URL: `http://127.0.0.1:${hostPort}`,
        EMULATORS_HOST_PORTS: expect.stringContaining(`"tiktok/open":${hostPort}`),
      }),
    });
    expect((await fetch(`http://127.0.0.1:${hostPort}/v2/user/info/`)).status).toBe(401);
    expect((await fetch(`http://127.0.0.1:${ready.port}/`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('ends with its parent, even while a request is pending', async () => {
    const { emulators } = await start();
    const answers = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '[{"delay_ms":60000}]' };
    await fetch(`${emulators.sink}/held/answers`, answers);
    const held = fetch(`${emulators.sink}/held`).catch((error: Error) => error.message);
    await fetch(`${emulators.sink}/held/requests?at_least=1&timeout_ms=60000`);
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await held).toBe('fetch failed');
  });
});
