import 'reflect-metadata';
import { assertEnvironment, exitOnUncaughtErrors, Readiness, reportReady, startOrExit, stopOnSignals } from '@app/core';
import { createWorker } from './create-worker';

/**
 * Running jobs get JOB_DRAIN_SECONDS (20) to finish and 5 more seconds to return to the queue; other workers take over
 * jobs that still hang.
 */
const HARD_EXIT_MS = 30_000;

async function main(): Promise<void> {
  await assertEnvironment();
  exitOnUncaughtErrors();
  const app = await createWorker();
  stopOnSignals(
    async () => {
      app.get(Readiness).drain();
      await app.close();
    },
    { hardExitMs: HARD_EXIT_MS },
  );
  reportReady();
}

void startOrExit(main);
