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

/** Ids of the processes whose arguments, each followed by a zero byte, match. */
export const processesWith = (args: RegExp): string[] =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name) && args.test(textOf(`/proc/${name}/cmdline`)));

/** Ids of the processes of a group that have not ended. */
export const membersOf = (leader: number): string[] =>
  readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    const { state, group } = statOf(name);
    return group === leader && state !== 'Z' && state !== 'X';
  });

/** Id of the process that leads the group of a process: for an ffmpeg, its render. */
export const leaderOf = (pid: string): number => statOf(pid).group;

function statOf(pid: string): { state?: string; group: number } {
  const [state, , group] = textOf(`/proc/${pid}/stat`)
    .replace(/^.*\) /, '')
    .split(' ');
  return { state, group: Number(group) };
}

/** Letter of its state, such as S for sleeping and T for stopped; empty when it has ended. */
export const stateOf = (pid: string): string => /^State:\s+(\S)/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? '';

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
