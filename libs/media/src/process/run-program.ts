import { type ChildProcess, fork } from 'node:child_process';
import { basename, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { type AppError, type ErrorFactory, environment } from '@app/core';
import { unpackError } from './plain-error';
import { type BoxLimits, limitedCommand } from './process-box';
import { killGroup } from './process-group';
import type { ProgramProgress, ProgramReport } from './serve-program';

/** Decides from outside whether a program may continue. */
export interface ProgramWatch {
  progressed(progress: ProgramProgress): void;
  /** The meaning of the error of a program that ended by itself, given its resource usage. */
  explain(error: AppError): AppError;
  close(): void;
}

export interface ProgramOptions {
  /** Path of the compiled program, which calls `serveProgram`. */
  program: string;
  /** Any value that structured cloning accepts. */
  request: object;
  /** Working directory: ours contains a .env file, which must stay out of reach. */
  directory: string;
  /** Limits of the whole process group; the operating system enforces them, too. */
  limits: BoxLimits;
  /** Variables in addition to those that every program needs. */
  variables?: readonly string[];
  /** The error of a program that ends without a result. */
  failed: ErrorFactory;
  /** @param end receives the reason why the process group was killed */
  watch: (leader: number, end: (error: AppError) => void) => ProgramWatch;
  signal?: AbortSignal;
  onProgress?: (progress: ProgramProgress) => void;
}

/** No secrets, no addresses of stores. */
const VISIBLE = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];
const PROGRAMS = ['FFMPEG_PATH', 'FFPROBE_PATH'];
/** Share of the memory that the JavaScript heap may use; pictures are outside it. */
const HEAP_SHARE = 0.6;
const KEPT_LOG = 4_096;

/**
 * Runs untrusted work in a process group of its own, which ends when this function returns or throws, or when this
 * process ends. An abort kills the program and its ffmpeg processes, and so does its watch.
 * @throws the program's error, the watch's decision, `failed`, or the signal's reason
 */
export function runProgram<Result>(options: ProgramOptions): Promise<Result> {
  options.signal?.throwIfAborted();
  return new RunningProgram<Result>(options).run();
}

class RunningProgram<Result> {
  private readonly child: ChildProcess;
  private log = '';

  constructor(private readonly options: ProgramOptions) {
    const { program, directory, limits, variables = [] } = options;
    const heapMb = Math.floor(limits.memoryMb * HEAP_SHARE);
    const node = limitedCommand(process.execPath, [`--max-old-space-size=${heapMb}`], limits);
    this.child = fork(program, [], {
      cwd: directory,
      env: visibleEnvironment(variables),
      execPath: node.program,
      execArgv: node.args,
      detached: true,
      serialization: 'advanced',
      stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
    });
    (this.child.stderr as Readable)
      .setEncoding('utf8')
      .on('data', (text: string) => (this.log = (this.log + text).slice(-KEPT_LOG)));
    this.child.stdin?.on('error', () => undefined);
  }

  /** Kills the whole process group before it returns or throws. */
  async run(): Promise<Result> {
    const { signal } = this.options;
    const ended = new Promise<void>((resolve) =>
      this.child.once('exit', () => resolve()).once('error', () => resolve()),
    );
    const kill = () => this.child.pid !== undefined && killGroup(this.child.pid);
    signal?.addEventListener('abort', kill, { once: true });
    try {
      signal?.throwIfAborted();
      return await this.outcome();
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', kill);
      kill();
      await ended;
    }
  }

  private async outcome(): Promise<Result> {
    const { failed, onProgress } = this.options;
    let watch: ProgramWatch | undefined;
    const outcome = new Promise<Result>((resolve, reject) => {
      if (this.child.pid !== undefined) watch = this.options.watch(this.child.pid, reject);
      const fail = (error: AppError) => reject(watch?.explain(error) ?? error);
      this.child.on('message', (report: ProgramReport<Result>) => {
        if (report.type === 'progress') {
          watch?.progressed(report.progress);
          onProgress?.(report.progress);
        } else if (report.type === 'done') resolve(report.result);
        else fail(unpackError(report.error));
      });
      this.child.once('error', (cause) => reject(failed('The process could not be started.', { cause })));
      this.child.once('exit', (status, signal) => {
        const cause = new Error(`the process ended with ${signal ?? status}: ${this.log.trim()}`);
        fail(failed(undefined, { cause }));
      });
    });
    // The channel fails only when the process has ended; `exit` reports that.
    this.child.send(this.options.request, () => undefined);
    return outcome.finally(() => watch?.close());
  }
}

function visibleEnvironment(variables: readonly string[]): Record<string, string> {
  const all = environment();
  const entries = (names: readonly string[]) =>
    names.flatMap((name): [string, string][] => (all[name] === undefined ? [] : [[name, all[name]]]));
  // A plain name is looked up in PATH; a path is relative to our working directory, which the program does not share.
  const programs = entries(PROGRAMS).map(([name, path]) => [name, basename(path) === path ? path : resolve(path)]);
  return Object.fromEntries([...entries([...VISIBLE, ...variables]), ...programs]) as Record<string, string>;
}
