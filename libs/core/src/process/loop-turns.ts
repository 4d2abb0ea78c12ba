const waiting: (() => void)[] = [];
let isTurning = false;

/** Work of fewer milliseconds than this needs no pause after it. */
const SHORT_MS = 4;

/**
 * Resolves in a turn of the event loop that no other caller gets. Work that takes a while is done in steps of some milliseconds with a
 * turn before each: however many requests do that at a time, others wait for one step. Steps take half of the time at most, because
 * answering a request takes several turns.
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
    // Behind the work that the promise begins.
    setImmediate(() => {
      const workedMs = performance.now() - began;
      isTurning = waiting.length > 0;
      if (!isTurning) return;
      if (workedMs < SHORT_MS) turn();
      else setTimeout(turn, workedMs);
    });
  });
}
