import { backoffMs } from '@app/core';
import type { RetryPolicy } from '../contracts/define-job';
import { wholeMilliseconds } from './payload';

const DEFAULT_CEILING_MS = 600_000;

/**
 * Milliseconds until the next run, after `attemptsMade` failed ones; never sooner than the failing service asked for.
 */
export function retryDelay(
  policy: RetryPolicy,
  attemptsMade: number,
  askedSeconds = 0,
  random = Math.random(),
): number {
  const pauses = { firstMs: policy.backoffMs, maxMs: policy.maxBackoffMs ?? DEFAULT_CEILING_MS };
  return wholeMilliseconds(Math.max(backoffMs(attemptsMade, pauses, random), askedSeconds * 1_000));
}
