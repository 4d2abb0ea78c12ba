import { failureClassOf } from '@app/platforms';

/** For `catch`: ignores the refusal of a platform, and throws what another attempt may change. */
export function throwIfPlatformIsDown(error: unknown): void {
  const failure = failureClassOf(error);
  if (failure === undefined || failure === 'transient' || failure === 'rate_limited') throw error;
}
