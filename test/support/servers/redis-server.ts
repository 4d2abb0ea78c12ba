import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import Redis from 'ioredis';
import { freePort } from '../../../src/start/free-port';
import { waitUntil } from '../harness/wait-until';

/** A Redis for one test, to be killed and paused. */
export interface TestRedis {
  url: string;
  start(): Promise<void>;
  /** kill -9; the data is gone unless there is a directory for it. */
  kill(): Promise<void>;
  /** Keeps the connections open without answering. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

/** @param directory where the append-only file is kept, as in production; without one nothing survives */
export async function startRedis(directory?: string): Promise<TestRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  const kill = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
  };
  const start = async () => {
    const persistence = directory ? ['--dir', directory, '--appendonly', 'yes'] : ['--appendonly', 'no'];
    server = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', ...persistence, '--maxmemory-policy', 'noeviction'],
      {
        stdio: 'ignore',
      },
    );
    const client = new Redis(url, { retryStrategy: () => 20 });
    client.on('error', () => undefined);
    await waitUntil(() => client.ping());
    client.disconnect();
  };

  await start();
  return { url, start, kill, pause: () => server?.kill('SIGSTOP'), resume: () => server?.kill('SIGCONT'), stop: kill };
}

/** Redis is optional, for the product and for its tests: without one these suites are skipped. */
export const hasRedis = process.env.TEST_REDIS_URL !== undefined;
export const describeWithRedis: jest.Describe = hasRedis ? describe : describe.skip;
export const itWithRedis: jest.It = hasRedis ? it : it.skip;
