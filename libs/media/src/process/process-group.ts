import { readdirSync, readFileSync } from 'node:fs';

/**
 * Kills a process and all its descendants. On Windows it kills the process only; its ffmpeg processes end with their
 * pipes.
 */
export function killGroup(leader: number): void {
  try {
    process.kill(process.platform === 'win32' ? leader : -leader, 'SIGKILL');
  } catch {
    // The group is empty, or this process leads no group.
    if (leader === process.pid) process.exit(1);
  }
}

/** What the processes of a group use. */
export interface GroupUsage {
  /** User and system time of all its processes, including those that have ended. */
  processorSeconds: number;
  /** Memory of the largest process, without what it shares with files. */
  largestMb: number;
  /** The same of all its processes together. */
  totalMb: number;
}

/** Linux counts processor time in hundredths of a second, regardless of its timer frequency. */
const TICKS_PER_SECOND = 100;

/** Measures a process group from outside, so that a blocked event loop does not prevent it. Linux only. */
export class GroupMeter {
  /** Processes of other groups, which need no second check while they live. */
  private outsiders = new Set<string>();

  constructor(private readonly leader: number) {}

  /** Undefined when the group has ended, and on systems that do not provide it. */
  measure(): GroupUsage | undefined {
    if (process.platform !== 'linux') return undefined;
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const outsiders = new Set(pids.filter((pid) => this.outsiders.has(pid)));
    let usage: GroupUsage | undefined;
    for (const pid of pids) {
      if (outsiders.has(pid)) continue;
      const ticks = this.ticksOf(pid);
      if (ticks === undefined) {
        outsiders.add(pid);
        continue;
      }
      const { processorSeconds = 0, largestMb = 0, totalMb = 0 } = usage ?? {};
      const ownMb = privateMegabytes(pid);
      usage = {
        processorSeconds: processorSeconds + ticks / TICKS_PER_SECOND,
        largestMb: Math.max(largestMb, ownMb),
        totalMb: totalMb + ownMb,
      };
    }
    this.outsiders = outsiders;
    return usage;
  }

  /** Processor time of a member and of its ended children; undefined for a process of another group. */
  private ticksOf(pid: string): number | undefined {
    const stat = read(`/proc/${pid}/stat`);
    // The second field, the name in parentheses, may contain spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(fields[2]) !== this.leader) return undefined;
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
  }
}

const privateMegabytes = (pid: string): number =>
  Number(/^RssAnon:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1_024;

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
