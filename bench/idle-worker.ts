import { setTimeout as sleep } from 'node:timers/promises';
import type { Servers } from './installation';
import { type ArmResult, median } from './measurement';
import { ownSeconds } from './processor-seconds';
import { type Section, section } from './section';
import { ServerProcess } from './server-process';

/** Seconds after its start in which a worker still does one-time work. */
const SETTLING_SECONDS = 10;

/**
 * The cost of a worker that has nothing to do. Linux only: other systems do not show the processor time of another
 * process.
 */
export async function measureIdleWorker(
  machine: Servers,
  pace: { rounds: number; seconds: number },
): Promise<Section[]> {
  if (process.platform !== 'linux') return [];
  const { env } = await machine.install('idle');
  const results: ArmResult[] = [{ name: 'a worker, queues in Postgres', ...(await idle(env, pace)) }];
  if (machine.redis)
    results.push({
      name: 'a worker, queues in Redis',
      ...(await idle({ ...env, REDIS_URL: machine.redis.url }, pace)),
    });
  const note = 'Looks at the outbox, the queues and its schedules; no job. The aim is 1 % at most.';
  return [section('Idle worker', '% of a processor', note, results)];
}

async function idle(
  env: Readonly<Record<string, string>>,
  pace: { rounds: number; seconds: number },
): Promise<{ rounds: number[]; median: number }> {
  const worker = await ServerProcess.start('apps/worker/src/main', env);
  try {
    await sleep(SETTLING_SECONDS * 1_000);
    const rounds: number[] = [];
    for (let round = 0; round < pace.rounds; round++) {
      const [before, began] = [ownSeconds(worker.process.pid), performance.now()];
      await sleep(pace.seconds * 1_000);
      const elapsed = (performance.now() - began) / 1_000;
      rounds.push((100 * (ownSeconds(worker.process.pid) - before)) / elapsed);
    }
    return { rounds, median: median(rounds) };
  } finally {
    await worker.stop();
  }
}
