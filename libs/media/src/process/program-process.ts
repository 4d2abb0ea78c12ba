import { type ChildProcess, fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import { basename, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { environment } from '@app/core';
import { LARGE_PAGES } from './large-pages';
import { type BoxLimits, limitedCommand } from './process-box';
import { killGroup } from './process-group';
import type { ProgramMessage } from './serve-program';

/** How to start a program. */
export interface ProgramStart {
  /** Path of the compiled program, which calls `serveProgram`. */
  program: string;
  /** Limits of the whole process group; the operating system enforces them, too. */
  limits: BoxLimits;
  /** Variables in addition to those that every program needs. */
  variables?: readonly string[];
}

/** No secrets, no addresses of stores. */
const VISIBLE = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];
const PROGRAMS = ['FFMPEG_PATH', 'FFPROBE_PATH'];
/** Node.js 20 has `ArrayBuffer.transfer`, with which programs free pixels at once, only behind a flag of V8. */
const FLAGS = 'transfer' in ArrayBuffer.prototype ? [] : ['--harmony-rab-gsab-transfer'];
/**
 * Reserved for machine code and hardly ever touched. Since V8 13, which came with Node.js 24, the operating system counts
 * it as writable memory.
 */
const CODE_RANGE_MB = Number.parseInt(process.versions.v8, 10) >= 13 ? 512 : 0;
/** Share of the memory that the JavaScript heap may use; pictures are outside it. */
const HEAP_SHARE = 0.6;
/**
 * How glibc keeps memory that was freed: otherwise each thread that decodes a picture keeps the place of the largest one
 * for itself. Pictures go back to the system at once; frames of 1080p (8 MB) are kept, because the next one needs their
 * place again, and to touch new pages for each frame takes longer than to paint it.
 */
const ALLOCATOR = {
  ...LARGE_PAGES,
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: String(12 << 20),
  MALLOC_TRIM_THRESHOLD_: String(32 << 20),
};
const KEPT_LOG = 4_096;

/** A process that leads a group of its own and waits for its only request. It ends when this process ends. */
export class ProgramProcess {
  readonly child: ChildProcess;
  /** Resolves when the process has ended, or could not be started. */
  readonly ended: Promise<void>;
  private log = '';

  constructor({ program, limits, variables = [] }: ProgramStart) {
    const heapMb = Math.floor(limits.memoryMb * HEAP_SHARE);
    const node = limitedCommand(process.execPath, [`--max-old-space-size=${heapMb}`, ...FLAGS], {
      ...limits,
      memoryMb: limits.memoryMb + CODE_RANGE_MB,
    });
    this.child = fork(program, [], {
      // Our working directory contains a .env file, which must stay out of reach.
      cwd: tmpdir(),
      env: visibleEnvironment(variables),
      execPath: node.program,
      execArgv: node.args,
      detached: true,
      serialization: 'advanced',
      stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
    });
    // A process that cannot be started has no streams.
    (this.child.stderr as Readable | undefined)
      ?.setEncoding('utf8')
      .on('data', (text: string) => (this.log = (this.log + text).slice(-KEPT_LOG)));
    this.child.stdin?.on('error', () => undefined);
    this.ended = new Promise((done) => this.child.once('exit', () => done()).once('error', () => done()));
  }

  /** The end of what it wrote to its standard error. */
  get lastWords(): string {
    return this.log.trim();
  }

  isRunning(): boolean {
    return this.child.connected && this.child.exitCode === null && this.child.signalCode === null;
  }

  send(message: ProgramMessage<object>): void {
    // The channel fails, or does not exist, only without a process; `exit` or `error` reports that.
    if (this.child.connected) this.child.send(message, () => undefined);
  }

  /** Kills the whole process group. */
  kill(): void {
    if (this.child.pid !== undefined) killGroup(this.child.pid);
  }
}

function visibleEnvironment(variables: readonly string[]): Record<string, string> {
  const all = environment();
  const entries = (names: readonly string[]) =>
    names.flatMap((name): [string, string][] => (all[name] === undefined ? [] : [[name, all[name]]]));
  // A plain name is looked up in PATH; a path is relative to our working directory, which the program does not share.
  const programs = entries(PROGRAMS).map(([name, path]) => [name, basename(path) === path ? path : resolve(path)]);
  const visible = [...Object.entries(ALLOCATOR), ...entries([...VISIBLE, ...variables]), ...programs];
  return Object.fromEntries(visible) as Record<string, string>;
}
