import { readFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

/** Files of both versions of Linux control groups: limit, usage, and what of it the system can take back at once. */
const GROUPS = [
  { limit: 'memory.max', usage: 'memory.current', reclaimable: /^inactive_file (\d+)$/m, statistics: 'memory.stat' },
  {
    limit: 'memory/memory.limit_in_bytes',
    usage: 'memory/memory.usage_in_bytes',
    reclaimable: /^total_inactive_file (\d+)$/m,
    statistics: 'memory/memory.stat',
  },
];

/** Megabytes that new processes may use: of this machine, and of the container if it has a limit. */
export function availableMegabytes(root = '/sys/fs/cgroup'): number {
  const free = GROUPS.map(({ limit, usage, statistics, reclaimable }) => {
    const [most, used] = [limit, usage].map((file) => Number(textOf(join(root, file)) || Number.NaN));
    const cache = Number(reclaimable.exec(textOf(join(root, statistics)))?.[1] ?? 0);
    return (most ?? Number.NaN) - (used ?? Number.NaN) + cache;
  });
  return Math.min(freemem(), ...free.filter((bytes) => !Number.isNaN(bytes))) / 2 ** 20;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
