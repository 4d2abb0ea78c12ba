const waiting: (() => void)[] = [];
let isTurning = false;

/** Work shorter than this many milliseconds needs no pause after it. */
const SHORT_MS = 4;

/**
 * Resolves in a turn of the event loop that no other caller gets. Do longer work in steps of a few milliseconds with a
 * turn before each: however many requests do so at a time, other work waits for only one step. Steps take at most half
 * of the time, because answering a request takes several turns.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (!isTurning) turn();
  });
}

function turn(): void {
  isTurning = true;
  setImmediate(() => {
    const began = performance.now();
    waiting.shift()?.();
    // After the work that the promise starts.
    setImmediate(() => {
      const workedMs = performance.now() - began;
      isTurning = waiting.length > 0;
      if (!isTurning) return;
      if (workedMs < SHORT_MS) turn();
      else setTimeout(turn, workedMs);
    });
  });
}
