import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Tells two processes apart that had the same id one after the other: boot and start time.
 * Undefined when there is no such process, or where the system does not say (Windows).
 */
export function processIdentity(pid: number): string | undefined {
  if (process.platform === 'win32' || !isAlive(pid)) return undefined;
  if (process.platform !== 'linux') return ask('lstart=', pid);
  const stat = read(`/proc/${pid}/stat`);
  // The name in parentheses may hold spaces; the start time is the 22nd field of the line, the 20th after it.
  const startTime = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return startTime && `${read('/proc/sys/kernel/random/boot_id')?.trim()}/${startTime}`;
}

/** The command line of a process; undefined when there is no such process, or where the system does not say (Windows). */
export function commandLine(pid: number): string | undefined {
  if (process.platform === 'win32') return undefined;
  return process.platform === 'linux' ? read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') : ask('command=', pid);
}

const ask = (column: string, pid: number) => spawnSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || undefined;

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
