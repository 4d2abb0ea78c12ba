import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { environment } from '../config/environment';

/** Whether a process with this id runs, whichever user owns it. A zombie does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return process.platform !== 'linux' || linuxStat(pid)?.[0] !== 'Z';
}

/**
 * Distinguishes two processes that had the same id one after the other: boot and start time. Undefined when there is no
 * such process, or where the system does not provide it (Windows).
 */
export function processIdentity(pid: number): string | undefined {
  if (process.platform === 'win32' || !isAlive(pid)) return undefined;
  if (process.platform !== 'linux') return ask('lstart=', pid);
  const startTime = linuxStat(pid)?.[19];
  return startTime && `${read('/proc/sys/kernel/random/boot_id')?.trim()}/${startTime}`;
}

/**
 * The command line of a process; undefined when there is no such process, or where the system does not provide it
 * (Windows).
 */
export function commandLine(pid: number): string | undefined {
  if (process.platform === 'win32') return undefined;
  return process.platform === 'linux' ? read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') : ask('command=', pid);
}

/**
 * Fields of proc_pid_stat(5) from the third (the state) on: the second, the name in parentheses, may contain spaces.
 */
function linuxStat(pid: number): string[] | undefined {
  const stat = read(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

const ask = (column: string, pid: number) =>
  spawnSync('ps', ['-o', column, '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...environment(), LC_ALL: 'C', TZ: 'UTC' },
  }).stdout?.trim() || undefined;

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
