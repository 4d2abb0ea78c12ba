import type { Socket } from 'node:net';
import type { BoxLimits } from './process-box';
import { ProgramProcess, type ProgramStart } from './program-process';

/** Milliseconds after which a spare process that has no work ends. */
const IDLE_MS = 300_000;

/**
 * Keeps one process of a program ready, with its code loaded, because loading takes most of the time of short work. A
 * process serves one request and never a second one; then the next is prepared. There is none before the first request,
 * and none after a time without any.
 */
export class SpareProgram {
  private process: ProgramProcess | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  /** @param start its limits are the ones that the operating system enforces on a spare process */
  constructor(
    private readonly start: ProgramStart,
    private readonly idleMs = IDLE_MS,
  ) {}

  /**
   * The spare process; undefined when there is none, and for work with another limit on memory or more processor time,
   * because the limits of a running process cannot be changed. The watch of the work enforces its own limits, too.
   */
  take({ memoryMb, processorSeconds }: BoxLimits): ProgramProcess | undefined {
    const { limits } = this.start;
    if (memoryMb !== limits.memoryMb || processorSeconds > limits.processorSeconds) return undefined;
    const spare = this.process;
    if (!spare?.isRunning()) return undefined;
    this.process = undefined;
    hold(spare, 'ref');
    return spare;
  }

  /** Starts a spare process unless there is one. Never throws: the work that was just done must not fail because of it. */
  prepare(): void {
    clearTimeout(this.timer);
    if (this.isClosed) return;
    this.timer = setTimeout(() => this.end(), this.idleMs).unref();
    if (!this.process?.isRunning()) this.process = prepared(this.start);
  }

  /** Ends the spare process; there will be no other. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    const spare = this.process;
    this.end();
    await spare?.ended;
  }

  /** The process is not handed out any more, although it seems to run until the system reports its end. */
  private end(): void {
    this.process?.kill();
    this.process = undefined;
  }
}

/** Undefined when the system cannot start another process now. */
function prepared(start: ProgramStart): ProgramProcess | undefined {
  try {
    const spare = new ProgramProcess(start);
    spare.send({ type: 'prepare' });
    hold(spare, 'unref');
    return spare;
  } catch {
    return undefined;
  }
}

/** Whether the process keeps ours from ending. */
function hold({ child }: ProgramProcess, how: 'ref' | 'unref'): void {
  child[how]();
  child.channel?.[how]();
  for (const stream of [child.stdin, child.stderr]) (stream as Socket | null)?.[how]();
}
