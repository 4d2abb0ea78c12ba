import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface TestWorker {
  pid: number;
  isRunning(): boolean;
  /** Everything that it has logged so far. */
  output(): string;
  /** Cuts the channel to its parent, as when the parent dies. */
  disconnect(): void;
  /** Resolves with the exit code, or null after a signal that it did not handle. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface TestWorkerOptions {
  databaseUrl: string;
  env?: Readonly<Record<string, string>>;
}

const secrets = {
  JWT_SECRET: 'a secret for tests only, 32 bytes or more',
  TOKEN_ENC_KEYS: `v1:${Buffer.from('32 bytes that are just for tests').toString('base64')}`,
};

const compiled = join(__dirname, '../../../dist/apps/worker/src/main.js');

/** For tests in which another worker takes over: the locks of a worker that was killed end soon. */
export const SHORT_LOCK = { JOB_LOCK_SECONDS: '1' };

/** The worker in a separate process, as `npm start` runs it. It keeps its locks even if a busy machine delays it. */
export async function startWorkerProcess({ databaseUrl, env }: TestWorkerOptions): Promise<TestWorker> {
  const { PATH, HOME } = process.env;
  const child = fork(compiled, {
    env: {
      PATH,
      HOME,
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      DATABASE_URL: databaseUrl,
      DATABASE_POOL_SIZE: '4',
      JOB_LOCK_SECONDS: '5',
      WORKER_CONCURRENCY: '4',
      ...secrets,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  await isReady(child, () => lines.join(''));
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    pid: child.pid ?? 0,
    isRunning,
    output: () => lines.join(''),
    disconnect: () => child.disconnect(),
    stop: async (signal = 'SIGTERM') => {
      if (!isRunning()) return child.exitCode;
      const exited = once(child, 'exit') as Promise<[number | null]>;
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}

function isReady(child: ChildProcess, output: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code} before it was ready:\n${output()}`)));
  });
}
