import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, platform, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile } from './measurement';

/** Facts that a reader needs before comparing these figures with others. */
export interface Machine {
  node: string;
  system: string;
  processors: string;
  /** Load average over one minute, at the start of the run: shows other work on the machine. */
  load_average: number;
  /** Median time to write 8 kB and wait for the disk; commits cannot be faster than this. */
  fsync_ms: number;
}

export function describeMachine(): Machine {
  return {
    node: process.version,
    system: `${platform()} ${release()}`,
    processors: `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`,
    load_average: round(loadavg()[0] ?? 0),
    fsync_ms: round(fsyncMilliseconds()),
  };
}

function fsyncMilliseconds(): number {
  const directory = mkdtempSync(join(tmpdir(), 'reelway-bench-'));
  const file = openSync(join(directory, 'fsync'), 'w');
  const page = Buffer.alloc(8192, 1);
  const times = Array.from({ length: 50 }, () => {
    const from = performance.now();
    writeSync(file, page);
    fdatasyncSync(file);
    return performance.now() - from;
  });
  closeSync(file);
  rmSync(directory, { recursive: true });
  return percentile(times, 50);
}

const round = (value: number) => Math.round(value * 100) / 100;
