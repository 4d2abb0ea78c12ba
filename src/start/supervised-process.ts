import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '@app/core';
import type { Console } from './console';
import type { LogFile } from './log-file';
import { Echo } from './log-line';
import { SilenceAlarm } from './silence-alarm';

/** A child sends it over IPC when it starts its work; watched ones then send `{ type: 'alive' }` every second. */
export interface ReadyMessage {
  type: 'ready';
  port?: number;
  /** Emulators: the address of each. */
  emulators?: Record<string, string>;
  /** Emulators: variables that point the other processes at them. */
  env?: Record<string, string>;
}

export interface KeptProcessOptions {
  name: string;
  /** Path of the compiled main file. */
  script: string;
  /** Read at every launch, because addresses may change in between. */
  env: () => NodeJS.ProcessEnv;
  log: LogFile;
  console: Console;
  verbose: boolean;
  /** Called with the process id at every launch. */
  onLaunch: (pid: number) => void;
}

interface Launch {
  child: ChildProcess;
  ready: Promise<ReadyMessage>;
  /** Resolves with the exit code or the signal, in words. */
  ended: Promise<string>;
}

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;
const PAUSES = { firstMs: 250, maxMs: 10_000 };
/** After this lifetime the start counts as successful: the next crash begins with the first back-off again. */
const STABLE_AFTER_MS = 30_000;
/** Number of consecutive crashes after which the terminal shows the process's last output. */
const LOOP_AFTER = 3;

/** A child process that is restarted whenever it ends unexpectedly, and ended when it hangs. */
export class SupervisedProcess {
  private current?: Launch;
  private restartAsked = false;
  private readonly stopped = new AbortController();
  private keeping: Promise<void> = Promise.resolve();

  constructor(private readonly options: KeptProcessOptions) {}

  /**
   * The first start; resolves when the process works.
   * @throws Error with its last output when it ends before that: it is then not restarted
   */
  async start(): Promise<ReadyMessage> {
    const first = this.launch();
    try {
      const ready = await first.ready;
      this.keeping = this.keep(first);
      return ready;
    } catch (error) {
      first.child.kill('SIGKILL');
      throw error;
    }
  }

  /** Ends the process gracefully and starts it with the current environment. */
  restart(): void {
    // A process that has just died is restarted anyway.
    this.restartAsked = this.current?.child.kill('SIGTERM') ?? false;
  }

  /** Lets it finish its work, and ends it by force after half a minute. */
  async stop(): Promise<void> {
    this.stopped.abort();
    const { name, console } = this.options;
    const child = this.current?.child;
    child?.kill('SIGTERM');
    const insist = setTimeout(() => {
      console.warn(`${name} did not stop within ${STOP_TIMEOUT_MS / 1000} s: ended by force`);
      child?.kill('SIGKILL');
    }, STOP_TIMEOUT_MS);
    await Promise.all([this.current?.ended, this.keeping]);
    clearTimeout(insist);
  }

  kill(): void {
    this.stopped.abort();
    this.current?.child.kill('SIGKILL');
  }

  private async keep(first: Launch): Promise<void> {
    const { console, name } = this.options;
    let crashes = 0;
    for (let launch = first, startedAt = Date.now(); ; launch = this.launch(), startedAt = Date.now()) {
      if (crashes > 0) launch.ready.then(() => console.line(`${name} is back`)).catch(() => undefined);
      const how = await launch.ended;
      if (this.stopped.signal.aborted) return;
      crashes = this.restartAsked ? 0 : Date.now() - startedAt > STABLE_AFTER_MS ? 1 : crashes + 1;
      this.restartAsked = false;
      if (crashes === 0) continue;
      const pause = backoffMs(crashes, PAUSES, 1);
      this.report(how, crashes, pause);
      await sleep(pause, undefined, { signal: this.stopped.signal }).catch(() => undefined);
      if (this.stopped.signal.aborted) return;
    }
  }

  private report(how: string, crashes: number, pause: number): void {
    const { console, name, log } = this.options;
    const again = `starting it again in ${pause / 1000} s`;
    if (crashes < LOOP_AFTER) return console.warn(`${name} ended unexpectedly (${how}); ${again}`);
    console.warn(
      `${name} keeps failing (${crashes} times in a row, ${how}); ${again}. Its last output, in ${log.path}:\n${log.tail()}`,
    );
  }

  private launch(): Launch {
    const { script, env, log, console, name, verbose, onLaunch } = this.options;
    const child = fork(script, {
      env: env(),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A separate process group: Ctrl-C in the terminal reaches only the supervisor, which stops everything in order.
      detached: process.platform !== 'win32',
      execArgv: [],
    });
    const echo = new Echo(name, console, verbose);
    const closed = Promise.all([
      this.collect(child.stdout, 'stdout', echo, log),
      this.collect(child.stderr, 'stderr', echo, log),
    ]);
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    const alarm = new SilenceAlarm(() => {
      console.warn(`${name} hangs: ended by force`);
      child.kill('SIGKILL');
    });
    void ended.then(() => alarm.stop());
    const ready = new Promise<ReadyMessage>((resolve, reject) => {
      const timer = setTimeout(
        () =>
          reject(
            new Error(
              `The ${name} was not ready within ${READY_TIMEOUT_MS / 1000} s. The end of ${log.path}:\n${log.tail()}`,
            ),
          ),
        READY_TIMEOUT_MS,
      );
      child.on('message', (message: ReadyMessage | { type: 'alive' }) => {
        if (message?.type === 'alive') return alarm.beat();
        if (message?.type !== 'ready') return;
        echo.unmute();
        resolve(message);
      });
      void ended.then(async (how) => {
        clearTimeout(timer);
        await Promise.race([closed, sleep(500)]);
        reject(new Error(`The ${name} did not start (${how}). The end of ${log.path}:\n${log.tail()}`));
      });
    });
    ready.catch(() => undefined);
    this.current = { child, ready, ended };
    if (child.pid) onLaunch(child.pid);
    return this.current;
  }

  private collect(stream: Readable | null, kind: 'stdout' | 'stderr', echo: Echo, log: LogFile): Promise<void> {
    if (!stream) return Promise.resolve();
    const lines = createInterface({ input: stream });
    lines.on('line', (line) => {
      log.write(line);
      echo.show(line, kind);
    });
    return new Promise((resolve) => lines.once('close', () => resolve()));
  }
}
