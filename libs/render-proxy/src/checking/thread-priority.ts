import { setPriority } from 'node:os';

/** Like renders: request handling and heartbeats come first. */
const NICENESS = 5;

/** Gives this thread a lower priority than the others of its process. Only Linux has thread priorities. */
export function yieldToOtherThreads(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(NICENESS);
  } catch {
    // The system does not allow it.
  }
}
