export interface BackoffPolicy {
  /** The pause after the first failure. */
  firstMs: number;
  maxMs: number;
}

/**
 * Milliseconds to wait after the given number of consecutive failures, counted from 1: doubles each time, up to
 * `maxMs`. Half of the pause is random, so that processes that failed together do not retry together.
 * @param random 0..1; 1 gives the whole pause
 */
export function backoffMs(failures: number, { firstMs, maxMs }: BackoffPolicy, random = Math.random()): number {
  return Math.min(firstMs * 2 ** Math.max(0, failures - 1), maxMs) * (0.5 + random / 2);
}
