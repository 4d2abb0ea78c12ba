import { availableParallelism } from 'node:os';
import { GroupMeter, type GroupUsage, killGroup } from './process-group';

/** What a process group may use before it is killed. */
export interface BoxLimits {
  /** CPU time of all its processes together. */
  processorSeconds: number;
  /** Private memory of any one of its processes; all together may use `GROUP_MEMORY` times as much. */
  memoryMb: number;
}

/** Which limit was exceeded. */
export type Excess = 'processor' | 'memory';

/**
 * What all processes of a group may use together, in limits of one process: decoders and encoders run beside a render,
 * most of them far below that limit.
 */
export const GROUP_MEMORY = 4;
/** A process that is killed this close to its limit was killed because of it: the system acts before a delayed watch. */
export const CLOSE_TO_LIMIT = 0.6;
const LOOK_EVERY_MS = 200;
/** Thread stacks, which are reserved and never touched. */
const STACKS_MB_PER_PROCESSOR = 64;

/** Watches a process group from outside and kills it when it exceeds a limit, even if its event loop is blocked. */
export class ProcessBox {
  private readonly meter: GroupMeter;
  private readonly timer: NodeJS.Timeout;
  private used: GroupUsage = { processorSeconds: 0, largestMb: 0, totalMb: 0 };

  /** @param onExceeded called once, after the group was killed */
  constructor(
    private readonly leader: number,
    private readonly limits: BoxLimits,
    private readonly onExceeded: (excess: Excess) => void,
  ) {
    this.meter = new GroupMeter(leader);
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** The latest measurement. */
  get usage(): GroupUsage {
    return this.used;
  }

  /** Stops watching. */
  close(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const now = this.meter.measure();
    if (!now) return;
    this.used = {
      processorSeconds: Math.max(this.used.processorSeconds, now.processorSeconds),
      largestMb: Math.max(this.used.largestMb, now.largestMb),
      totalMb: Math.max(this.used.totalMb, now.totalMb),
    };
    if (now.processorSeconds > this.limits.processorSeconds) this.end('processor');
    else if (now.largestMb > this.limits.memoryMb || now.totalMb > this.limits.memoryMb * GROUP_MEMORY)
      this.end('memory');
  }

  private end(excess: Excess): void {
    this.close();
    killGroup(this.leader);
    this.onExceeded(excess);
  }
}

/**
 * The command line that runs a program under limits of the operating system, which also apply to each of its children:
 * memory beyond the limit is refused, and too much processor time kills the process. They apply even when nothing
 * watches. Not on Windows.
 */
export function limitedCommand(
  program: string,
  args: readonly string[],
  { processorSeconds, memoryMb }: BoxLimits,
): { program: string; args: string[] } {
  if (process.platform === 'win32') return { program, args: [...args] };
  const kilobytes = Math.ceil(memoryMb + STACKS_MB_PER_PROCESSOR * availableParallelism()) * 1_024;
  // A shell that lacks a limit still runs the program, which is watched anyway. The system's limits are higher than the
  // watch's, because only the watch reports the reason for killing a program.
  const seconds = Math.ceil(processorSeconds * 1.25) + 5;
  const limits = `ulimit -d ${kilobytes} 2>/dev/null; ulimit -t ${seconds} 2>/dev/null`;
  // The program sees the variables that it was given, not those of the shell.
  return { program: '/bin/sh', args: ['-c', `${limits}; unset PWD OLDPWD SHLVL; exec "$0" "$@"`, program, ...args] };
}
