import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const START = join(__dirname, '../../scripts/start.mjs');
const LOOK_EVERY_MS = 100;

/** What `npm start` starts, with default settings and a data directory of its own. */
export class DefaultInstance {
  private constructor(
    private readonly directory: string,
    private readonly supervisor: ChildProcess,
    readonly url: string,
    /** Key of an account with every feature. */
    readonly apiKey: string,
  ) {}

  /** @throws Error when it ends before it is ready */
  static async start(): Promise<DefaultInstance> {
    const directory = mkdtempSync(join(tmpdir(), 'reelway-bench-instance-'));
    // As root the database server runs as another user below it.
    chmodSync(directory, 0o755);
    const options = ['--data-dir', join(directory, 'data'), '--port', '0', '--no-ffmpeg-install'];
    const { PATH, HOME } = process.env;
    const supervisor = spawn(process.execPath, [START, ...options], {
      env: { PATH, HOME, RATE_LIMIT_MAX: '100000' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    for (;;) {
      if (supervisor.exitCode !== null) throw new Error(`npm start ended with ${supervisor.exitCode}`);
      const details = readJson<{ url: string; api_key: string }>(join(directory, 'data/instance.json'));
      if (details) return new DefaultInstance(directory, supervisor, details.url, details.api_key);
      await sleep(LOOK_EVERY_MS);
    }
  }

  pidOf(part: 'api' | 'worker'): number {
    const lock = readJson<{ children: { pid: number; name: string }[] }>(join(this.directory, 'data/instance.lock'));
    const found = lock?.children.filter(({ name }) => name === part).at(-1);
    if (!found) throw new Error(`no ${part} runs`);
    return found.pid;
  }

  async stop(): Promise<void> {
    const exited = once(this.supervisor, 'exit');
    if (this.supervisor.exitCode === null && this.supervisor.kill('SIGTERM')) await exited;
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
