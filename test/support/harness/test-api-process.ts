import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface ApiProcess {
  /** `http://127.0.0.1:<port>`. */
  url: string;
  /** Everything that it has logged so far. */
  output(): string;
  stop(signal?: NodeJS.Signals): Promise<void>;
  child: ChildProcess;
}

export interface ApiProcessOptions {
  databaseUrl: string;
  env?: Readonly<Record<string, string>>;
}

const compiled = join(__dirname, '../../../dist/apps/api/src/main.js');

/** The API in a separate process, as `npm start` runs it, for tests with several processes and of their death. */
export async function startApiProcess({ databaseUrl, env }: ApiProcessOptions): Promise<ApiProcess> {
  const { PATH, HOME } = process.env;
  const child = fork(compiled, {
    env: {
      PATH,
      HOME,
      NODE_ENV: 'test',
      LOG_LEVEL: 'warn',
      DATABASE_URL: databaseUrl,
      API_HOST: '127.0.0.1',
      API_PORT: '0',
      JWT_SECRET: 'a secret for tests only, 32 bytes or more',
      TOKEN_ENC_KEYS: `v1:${Buffer.from('32 bytes that are just for tests').toString('base64')}`,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  const output = () => lines.join('');
  const port = await isListening(child, output);
  return {
    url: `http://127.0.0.1:${port}`,
    output,
    child,
    stop: async (signal = 'SIGKILL') => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    },
  };
}

function isListening(child: ChildProcess, output: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`the API ended with ${code} before it was ready:\n${output()}`)));
  });
}
