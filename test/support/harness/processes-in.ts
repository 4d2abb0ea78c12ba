import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Ids of the processes whose working directory is below a folder, or whose arguments name it: a render and its ffmpegs.
 */
export const processesIn = (folder: string): string[] =>
  readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return false;
    return (
      orNothing(() => readlinkSync(`/proc/${name}/cwd`)).startsWith(folder) ||
      textOf(`/proc/${name}/cmdline`).includes(folder)
    );
  });

export const ffmpegsIn = (folder: string): string[] =>
  processesIn(folder).filter((pid) => textOf(`/proc/${pid}/cmdline`).startsWith('ffmpeg'));

/** Text of a file below /proc; empty when its process has ended. */
export const textOf = (path: string): string => orNothing(() => readFileSync(path, 'utf8'));

/** A process may end while we inspect it. */
function orNothing(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
