// `npm run dev`: rebuilds after each source change and notifies the supervisor.
import { setTimeout as sleep } from 'node:timers/promises';
import { build, isBuilt, newestSource } from './build.mjs';
import { elapsed, say } from './say.mjs';

const LOOK_EVERY_MS = 400;

/** Finds changed sources by their times: a few milliseconds of work, and the same on every system. */
export async function watch(reload) {
  say('Watching the sources.');
  for (;;) {
    await sleep(LOOK_EVERY_MS);
    if (isBuilt()) continue;
    const startedAt = Date.now();
    try {
      await build({ quiet: true });
      say(`\nRebuilt in ${elapsed(startedAt)}; restarting.`);
      await reload();
    } catch (error) {
      say(`${error.message}\nWaiting for the next change.`);
      await nextChange();
    }
  }
}

async function nextChange() {
  for (const before = newestSource(); newestSource() === before; ) await sleep(LOOK_EVERY_MS);
}
