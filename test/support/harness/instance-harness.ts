import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { waitUntil } from './wait-until';

const root = join(__dirname, '../../..');
const command = join(root, 'scripts/start.mjs');

/** Content of `instance.json`. */
export interface InstanceDetails {
  url: string;
  docs_url: string;
  api_key: string;
  admin: { email: string; password: string };
  mail_dir: string;
  database_url: string;
  pid: number;
  /** Addresses by service, after a start with `--with-emulators`. */
  emulators?: Record<string, string>;
}

interface LockedProcesses {
  children: { pid: number; name: string }[];
}

/** A separate data directory, with the `npm start` processes that run on it. Nothing of it outlives `dispose`. */
export class TestInstance {
  readonly dataDir: string;
  output = '';
  private readonly mark = randomUUID();
  private readonly directory: string;
  private supervisor?: ChildProcess;

  constructor(private readonly env: Record<string, string> = {}) {
    this.directory = mkdtempSync(join(tmpdir(), 'reelway-start-'));
    chmodSync(this.directory, 0o755);
    this.dataDir = join(this.directory, 'data');
  }

  /** Runs `npm start` to its end. */
  run(...args: string[]): { status: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...this.options(args)], {
      env: this.environment(),
      encoding: 'utf8',
      timeout: 150_000,
    });
    return { status, output: stdout + stderr };
  }

  /** Starts and waits until everything is ready. */
  async start(...args: string[]): Promise<InstanceDetails> {
    const supervisor = spawn(process.execPath, [command, ...this.options(args)], {
      env: this.environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.supervisor = supervisor;
    this.output = '';
    for (const stream of [supervisor.stdout, supervisor.stderr])
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    // A supervisor that was killed leaves its file behind.
    const own = () => (this.details()?.pid === supervisor.pid ? this.details() : undefined);
    await this.until(() => own() !== undefined || supervisor.exitCode !== null, 150_000);
    const details = own();
    if (!details) throw new Error(`npm start ended with ${supervisor.exitCode}:\n${this.output}`);
    return details;
  }

  /** @returns the exit code */
  async stop(signal: NodeJS.Signals): Promise<number | null> {
    const supervisor = this.supervisor;
    if (!supervisor) throw new Error('not started');
    supervisor.kill(signal);
    await this.until(() => supervisor.exitCode !== null || supervisor.signalCode !== null, 120_000);
    return supervisor.exitCode;
  }

  /** The plan that includes everything. */
  async grantTier(email: string): Promise<void> {
    const db = new Client({ connectionString: this.details()?.database_url });
    await db.connect();
    await db.query(
      `insert into entitlement_grants (id, user_id, tier, note)
       select gen_random_uuid(), id, 'agency', 'test' from users where email = $1`,
      [email],
    );
    await db.end();
  }

  details(): InstanceDetails | undefined {
    const file = join(this.dataDir, 'instance.json');
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as InstanceDetails) : undefined;
  }

  /** Where the local store keeps a file of an upload. */
  storedFile(uploadId: string, name: string): string {
    const objects = join(this.dataDir, 'objects');
    const found = readdirSync(objects, { recursive: true, encoding: 'utf8' });
    return join(objects, found.find((path) => path.endsWith(join(uploadId, name))) ?? '');
  }

  modeOf(file: string): string {
    return (statSync(join(this.dataDir, file)).mode & 0o777).toString(8);
  }

  /** The process that currently does this part of the work. */
  pidOf(part: 'api' | 'worker' | 'postgres'): number {
    if (part === 'postgres')
      return Number(readFileSync(join(this.dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
    const { children } = JSON.parse(readFileSync(join(this.dataDir, 'instance.lock'), 'utf8')) as LockedProcesses;
    const found = children.filter(({ name }) => name === part).at(-1);
    if (!found) throw new Error(`no ${part} runs`);
    return found.pid;
  }

  /** Every process of this instance, however it was started: `<pid> <command>`. */
  processes(): string[] {
    return commandLines().filter((line) => line.includes(this.mark) || line.includes(this.directory));
  }

  async dispose(): Promise<void> {
    for (const line of this.processes()) {
      try {
        process.kill(Number.parseInt(line, 10), 'SIGKILL');
      } catch {
        // It ended by itself.
      }
    }
    await waitUntil(() => this.processes().length === 0);
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Fails with the complete output. */
  private async until(condition: () => boolean, timeoutMs: number): Promise<void> {
    await waitUntil(condition, { timeoutMs }).catch((error: unknown) => {
      throw new Error(`npm start printed:\n${this.output}`, { cause: error });
    });
  }

  private options(args: string[]): string[] {
    return [
      '--data-dir',
      this.dataDir,
      '--no-ffmpeg-install',
      ...(args.includes('--port') ? [] : ['--port', '0']),
      ...args,
    ];
  }

  /** A bare environment: a developer's variables and .env change nothing here. */
  private environment(): NodeJS.ProcessEnv {
    const { PATH, HOME, TMPDIR } = process.env;
    return {
      PATH,
      HOME,
      TMPDIR,
      NODE_ENV: 'test',
      ENVIRONMENT: 'development',
      REELWAY_TEST_MARK: this.mark,
      ...this.env,
    };
  }
}

/** One line per process, with its environment where we may read it. */
function commandLines(): string[] {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-axwwE', '-o', 'pid=,command='], { encoding: 'utf8' })
      .stdout.split('\n')
      .map((line) => line.trim());
  const read = (path: string) => {
    try {
      return readFileSync(path, 'utf8').replaceAll('\0', ' ');
    } catch {
      return '';
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .map((pid) => `${pid} ${read(`/proc/${pid}/cmdline`)} ${read(`/proc/${pid}/environ`)}`);
}
