import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = '/sys/fs/cgroup';
/** Short enough not to delay an event loop noticeably, long enough for several threads to run in one period. */
const PERIOD_MICROSECONDS = 50_000;
const LOOK_EVERY_MS = 50;

/** Processes that together may use a share of one processor: a control group of Linux, which children inherit. */
export class ProcessorShare {
  private constructor(private readonly folder: string) {}

  /**
   * @param share of one processor, for example 0.4
   * @returns undefined where this user cannot limit processes
   */
  static create(name: string, share: number): ProcessorShare | undefined {
    const quota = Math.round(share * PERIOD_MICROSECONDS);
    // Version 1 has a folder for each controller, version 2 one for all.
    for (const parent of [join(ROOT, 'cpu'), ROOT]) {
      const folder = join(parent, `reelway-bench-${process.pid}-${name}`);
      try {
        mkdirSync(folder);
      } catch {
        continue;
      }
      if (limit(folder, quota)) return new ProcessorShare(folder);
      rmdirSync(folder);
    }
    return undefined;
  }

  /** File that takes the id of a process. */
  get members(): string {
    return join(this.folder, 'cgroup.procs');
  }

  /** Waits until the last process has ended, and removes the group. */
  async remove(): Promise<void> {
    while (readFileSync(this.members, 'utf8').trim() !== '') await sleep(LOOK_EVERY_MS);
    rmdirSync(this.folder);
  }
}

function limit(folder: string, quota: number): boolean {
  const [one, two] = ['cpu.cfs_quota_us', 'cpu.max'].map((file) => join(folder, file));
  try {
    if (one && existsSync(one)) {
      writeFileSync(join(folder, 'cpu.cfs_period_us'), String(PERIOD_MICROSECONDS));
      writeFileSync(one, String(quota));
    } else if (two && existsSync(two)) writeFileSync(two, `${quota} ${PERIOD_MICROSECONDS}`);
    else return false;
    return true;
  } catch {
    return false;
  }
}
