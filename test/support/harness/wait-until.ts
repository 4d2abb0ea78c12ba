import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Polls until `condition` returns something truthy, and returns it. A condition that throws counts as "not yet".
 * @throws Error with the last failure after `timeoutMs` (default 60 s: a deadline for events that never come, not a
 * measure of speed)
 */
export async function waitUntil<T>(
  condition: () => T | Promise<T>,
  options: { timeoutMs?: number; intervalMs?: number } = {},
): Promise<NonNullable<T>> {
  const { timeoutMs = 60_000, intervalMs = 20 } = options;
  let failure: unknown;
  for (const deadline = performance.now() + timeoutMs; performance.now() < deadline; await sleep(intervalMs)) {
    try {
      const value = await condition();
      if (value) return value;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
  }
  throw new Error(`the condition did not hold within ${timeoutMs} ms`, { cause: failure });
}

/**
 * Proves that a change applies almost at once: a check that begins `timeoutMs` after this call, or later, finds it.
 * Unlike `waitUntil` it does not count how long a check itself takes, which depends on the machine.
 * @param timeoutMs default 4 s: less than the 5 s after which a cached credential would be read again anyway
 */
export async function appliesSoon(check: () => Promise<boolean>, timeoutMs = 4_000): Promise<void> {
  const changedAt = performance.now();
  for (;;) {
    const began = performance.now();
    if (await check()) return;
    if (began - changedAt > timeoutMs) throw new Error(`the change did not apply within ${timeoutMs} ms`);
    await sleep(5);
  }
}
