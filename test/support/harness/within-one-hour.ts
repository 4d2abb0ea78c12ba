const HOUR_MS = 3_600_000;

/**
 * For a test of what is counted by the day or the month, which Postgres takes from the clock of the machine: if the test
 * fails and an hour began meanwhile, it runs once more. Every day of the zones in question begins with an hour of UTC.
 * @param again prepares the second run, as `beforeEach` prepared the first
 */
export async function withinOneHour(run: () => Promise<void>, again: () => Promise<unknown>): Promise<void> {
  const hour = () => Math.floor(Date.now() / HOUR_MS);
  const started = hour();
  try {
    await run();
  } catch (error) {
    if (hour() === started) throw error;
    await again();
    await run();
  }
}
