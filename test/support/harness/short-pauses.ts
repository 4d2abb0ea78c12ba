const { setTimeout: original } = globalThis;
/** The time limits for a connection to a service are longer, that for one to the database is not. */
const PAUSE_MS = { atLeast: 100, atMost: 4_900 };

/**
 * Shortens the pauses between an SDK's attempts, so that a test of its retries does not wait for them. Longer timers
 * are deadlines and keep their length. Call it when the application runs: it could not connect to the database of a
 * busy machine in so short a time.
 * @returns ends it
 */
export function shortenPauses(divisor = 20): () => void {
  const shortened = (run: () => void, ms = 0, ...values: []) =>
    original(run, ms >= PAUSE_MS.atLeast && ms <= PAUSE_MS.atMost ? ms / divisor : ms, ...values);
  const timers = jest.spyOn(globalThis, 'setTimeout').mockImplementation(Object.assign(shortened, original));
  return () => timers.mockRestore();
}
