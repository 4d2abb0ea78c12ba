const { setTimeout: original } = globalThis;
/** Ours and the SDKs' time limits for a connection are longer. */
const PAUSE_MS = { atLeast: 100, atMost: 4_900 };

/**
 * Shortens the pauses between an SDK's attempts, so that a test of its retries does not wait for them. Longer timers
 * are deadlines and keep their length. Lasts until Jest restores its mocks after the file.
 */
export function shortenPauses(divisor = 20): void {
  const shortened = (run: () => void, ms = 0, ...values: []) =>
    original(run, ms >= PAUSE_MS.atLeast && ms <= PAUSE_MS.atMost ? ms / divisor : ms, ...values);
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(Object.assign(shortened, original));
}
