import { readFileSync, readlinkSync } from 'node:fs';

/** Clock ticks per second in the files of `/proc`: the same on every Linux. */
const TICKS_PER_SECOND = 100;
/** Milliseconds of one tick. */
const LEAST_MS = 1_000 / TICKS_PER_SECOND;

/** Where the system shows what the calling thread uses; undefined on systems other than Linux. */
export function threadFile(): string | undefined {
  try {
    return `/proc/${readlinkSync('/proc/thread-self')}/stat`;
  } catch {
    return undefined;
  }
}

/** Milliseconds of processor time that a thread has used so far; undefined when the system does not show it. */
export function processorTimeOf(file: string | undefined): number | undefined {
  if (file === undefined) return undefined;
  try {
    const text = readFileSync(file, 'utf8');
    // The name of the thread, in parentheses, may contain spaces.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
  } catch {
    return undefined;
  }
}

/**
 * Calls `onExceeded` once the thread has used `processorMs` of processor time from now on, or `elapsedMs` have passed.
 * Where the system does not show processor time, elapsed time counts as such.
 * @returns stops watching
 */
export function watchThread(
  file: string | undefined,
  { processorMs, elapsedMs }: { processorMs: number; elapsedMs: number },
  onExceeded: (limit: 'processor' | 'elapsed') => void,
): () => void {
  const [began, usedBefore] = [Date.now(), processorTimeOf(file)];
  let timer: NodeJS.Timeout;
  const look = () => {
    const elapsed = Date.now() - began;
    // A thread that has ended uses nothing any more, and reports why it has ended.
    const used = usedBefore === undefined ? elapsed : (processorTimeOf(file) ?? usedBefore) - usedBefore;
    if (used >= processorMs) onExceeded('processor');
    else if (elapsed >= elapsedMs) onExceeded('elapsed');
    else timer = setTimeout(look, Math.max(LEAST_MS, Math.min(processorMs - used, elapsedMs - elapsed)));
  };
  timer = setTimeout(look, Math.min(processorMs, elapsedMs));
  return () => clearTimeout(timer);
}
