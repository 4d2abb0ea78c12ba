import type { RetryPolicy } from '../contracts/define-job';
import { wholeMilliseconds } from './storable';

const DEFAULT_CEILING_MS = 600_000;

/**
 * Milliseconds until the next run, after `attemptsMade` failed ones: doubling, at most the ceiling, half of it random so that
 * jobs that failed together do not come back together. Never before the time that the failure itself asked for.
 */
export function retryDelay(
  policy: RetryPolicy,
  attemptsMade: number,
  askedSeconds = 0,
  random = Math.random(),
): number {
  const doubled = Math.min(policy.backoffMs * 2 ** (attemptsMade - 1), policy.maxBackoffMs ?? DEFAULT_CEILING_MS);
  return wholeMilliseconds(Math.max(doubled * (0.5 + random / 2), askedSeconds * 1_000));
}
