import { type ChildProcess, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { type AppError, environment } from '@app/core';
import { ffmpegFailed, mediaTooExpensive } from '../media.errors';
import { LARGE_PAGES } from '../process/large-pages';
import { type BoxLimits, CLOSE_TO_LIMIT, type Excess, limitedCommand, ProcessBox } from '../process/process-box';
import { causeOf, type ProgramEnd } from '../process/program-end';
import type { FfmpegLocatorService } from './ffmpeg-locator.service';

export interface FfmpegOptions {
  /** Working directory: relative paths in the arguments start here. */
  directory?: string;
  /** Ends the process when it aborts; `finished` then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Receives the seconds of media and the number of frames written so far, about twice a second and at the end. */
  onProgress?: (seconds: number, frames: number) => void;
  /**
   * Ends the process when it exceeds them; `finished` then rejects with media_too_expensive. Default: the limits of
   * this process.
   */
  limits?: BoxLimits;
  /** Opens `pipe:3` as well. */
  secondInput?: boolean;
}

/** A running ffmpeg. It ends when its pipes close, so it never outlives the process that started it. */
export interface FfmpegRun {
  /** `pipe:0` */
  input: Writable;
  /** `pipe:3`, if it was requested. */
  secondInput?: Writable | undefined;
  /** `pipe:1` */
  output: Readable;
  /** Resolves on exit status 0. Never an unhandled rejection. */
  finished: Promise<void>;
  /**
   * Seconds of processor time used so far, measured several times a second under `limits`. Before the first
   * measurement, and on systems without one, the elapsed time.
   */
  readonly processorSeconds: number;
  /** Ends the process and its children: SIGTERM first, then by force. */
  stop(): void;
}

const FORCE_AFTER_MS = 3_000;
const KEPT_LOG = 4_096;
/** Low priority: request handling and heartbeats come first. */
const NICENESS = 5;

/** Starts ffmpeg from an array of arguments: no shell, no inherited secrets, a process group of its own. */
export class FfmpegRunner {
  /**
   * @param inOurGroup keeps ffmpeg in the process group of this process, so that one signal ends both; default: a group
   * of its own
   */
  constructor(
    private readonly locator: FfmpegLocatorService,
    private readonly inOurGroup = false,
  ) {}

  /**
   * Identifies the program that `run` starts.
   * @throws ffmpegUnavailable
   */
  async build(): Promise<string> {
    return (await this.locator.find()).build;
  }

  /**
   * @param args everything after the program's name
   * @throws ffmpegUnavailable
   */
  async run(args: readonly string[], options: FfmpegOptions = {}): Promise<FfmpegRun> {
    const { ffmpeg } = await this.locator.find();
    options.signal?.throwIfAborted();
    const { PATH } = environment();
    const ownGroup = process.platform !== 'win32' && !this.inOurGroup;
    const report = ['-progress', 'pipe:2', '-stats_period', '0.5'];
    const usual = ['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error'];
    const all = [...usual, ...(options.onProgress ? report : []), ...args];
    const command = options.limits ? limitedCommand(ffmpeg, all, options.limits) : { program: ffmpeg, args: all };
    const child = spawn(command.program, command.args, {
      cwd: options.directory,
      env: { PATH, ...LARGE_PAGES },
      detached: ownGroup,
      stdio: ['pipe', 'pipe', 'pipe', ...(options.secondInput ? ['pipe' as const] : [])],
    });
    return new RunningFfmpeg(child, ownGroup, options);
  }
}

class RunningFfmpeg implements FfmpegRun {
  readonly input: Writable;
  readonly secondInput: Writable | undefined;
  readonly output: Readable;
  readonly finished: Promise<void>;
  private log = '';
  private excess: Excess | undefined;
  private isStopped = false;
  private box: ProcessBox | undefined;
  private readonly startedAt = performance.now();
  private endedAt: number | undefined;

  constructor(
    private readonly child: ChildProcess,
    private readonly ownGroup: boolean,
    options: FfmpegOptions,
  ) {
    this.input = child.stdio[0] as Writable;
    this.secondInput = (child.stdio[3] ?? undefined) as Writable | undefined;
    this.output = child.stdio[1] as Readable;
    // A pipe breaks when the process ends; `finished` has the reason.
    for (const pipe of [this.input, this.secondInput, this.output]) pipe?.on('error', () => undefined);
    if (child.pid !== undefined) lowerPriority(child.pid);
    this.listen(child.stdio[2] as Readable, options.onProgress);
    this.finished = this.ending(options);
    this.finished.catch(() => undefined);
  }

  get processorSeconds(): number {
    return this.box?.usage.processorSeconds || ((this.endedAt ?? performance.now()) - this.startedAt) / 1_000;
  }

  stop(): void {
    this.isStopped = true;
    this.kill('SIGTERM');
    setTimeout(() => this.kill('SIGKILL'), FORCE_AFTER_MS).unref();
  }

  private ending({ signal, limits }: FfmpegOptions): Promise<void> {
    const abort = () => this.stop();
    const { pid } = this.child;
    const isWatched = limits && pid !== undefined && this.ownGroup;
    if (isWatched) this.box = new ProcessBox(pid, limits, (excess) => (this.excess = excess));
    signal?.addEventListener('abort', abort, { once: true });
    return new Promise<void>((resolve, reject) => {
      this.child.once('error', (error) => reject(ffmpegFailed('ffmpeg could not be started.', { cause: error })));
      this.child.once('close', (status, killedBy) => {
        signal?.removeEventListener('abort', abort);
        this.box?.close();
        this.endedAt = performance.now();
        if (signal?.aborted) reject(signal.reason as Error);
        else if (status === 0) resolve();
        else reject(this.explain({ status, killedBy }, limits));
      });
    });
  }

  private explain(end: Pick<ProgramEnd, 'status' | 'killedBy'>, limits: BoxLimits | undefined): AppError {
    const isOurDoing = this.isStopped || this.excess !== undefined;
    const cause = causeOf({ program: 'ffmpeg', ...end, log: this.log, isOurDoing });
    const isOutOfMemory = /cannot allocate memory/i.test(cause.message);
    if (limits && (this.excess === 'memory' || isOutOfMemory))
      return mediaTooExpensive(`It needs more than its limit of ${limits.memoryMb} MB of memory.`, { cause });
    if (limits && (this.excess === 'processor' || this.hasUsedUp(end, limits)))
      return mediaTooExpensive(`It was stopped after ${limits.processorSeconds} processor seconds.`, { cause });
    return ffmpegFailed(undefined, { cause });
  }

  /** The system also kills a program that uses too much processor time, should the watch be late. */
  private hasUsedUp({ killedBy }: Pick<ProgramEnd, 'killedBy'>, { processorSeconds }: BoxLimits): boolean {
    return killedBy === 'SIGKILL' && this.processorSeconds > processorSeconds * CLOSE_TO_LIMIT;
  }

  private listen(messages: Readable, onProgress: FfmpegOptions['onProgress']): void {
    let rest = '';
    let frames = 0;
    messages.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = (lines.pop() ?? '').slice(-KEPT_LOG);
      for (const line of lines) {
        const [, name, value] = /^([a-z_0-9]+)=\s*(\S*)$/.exec(line) ?? [];
        if (name === undefined || !onProgress) this.log = `${this.log}${line}\n`.slice(-KEPT_LOG);
        else if (name === 'frame') frames = Number(value);
        else if (name === 'out_time_us' && Number(value) >= 0) onProgress(Number(value) / 1e6, frames);
      }
    });
  }

  private kill(signal: NodeJS.Signals): void {
    if (this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined) return;
    try {
      if (this.ownGroup) process.kill(-this.child.pid, signal);
      else this.child.kill(signal);
    } catch {
      // It ended between the check and the signal.
    }
  }
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // It has already ended, or the system does not allow the change.
  }
}
