import { readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** User and system time of the children of this process that have ended, with their own children. NaN except on Linux. */
export const childSeconds = (): number => secondsOf('self', 13);

/** User and system time of a process without its children; NaN when it has ended, and except on Linux. */
export const ownSeconds = (pid: number | string | undefined): number => secondsOf(pid, 11);

/** @param field of the user time, from the one after the name of the program */
function secondsOf(pid: number | string | undefined, field: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the name in parentheses, may contain spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user = Number.NaN, system = Number.NaN] = fields.slice(field, field + 2).map(Number);
    return (user + system) / TICKS_PER_SECOND;
  } catch {
    return Number.NaN;
  }
}
