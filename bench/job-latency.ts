import { once } from 'node:events';
import type { Servers } from './installation';
import { type ArmResult, median, percentile } from './measurement';
import { type Section, section } from './section';
import { ServerProcess } from './server-process';
import type { PublishOrder, PublishReport } from './servers/publisher';

interface Backend {
  name: string;
  userId: string;
  databaseUrl: string;
  publisher: ServerProcess;
  worker: ServerProcess;
}

interface Pace {
  rounds: number;
  jobs: number;
  burst: number;
}

interface Rounds {
  name: string;
  /** Jobs published one at a time while the machine is mostly idle. */
  calm: PublishReport[];
  /** The same while other clients keep Postgres busy. */
  busy: PublishReport[];
  /** Jobs published as fast as one connection can. */
  burst: PublishReport[];
}

/**
 * Publishing, waiting and throughput of jobs on both backends, with one publisher process and one worker process each.
 */
export async function measureJobs(machine: Servers, pace: Pace): Promise<Section[]> {
  const backends = [await startBackend('Postgres', machine)];
  if (machine.redis) backends.push(await startBackend('Redis', machine, machine.redis.url));
  try {
    return sections(await alternate(backends, pace), pace);
  } finally {
    await Promise.all(backends.flatMap(({ publisher, worker }) => [publisher.stop(), worker.stop()]));
  }
}

async function alternate(backends: readonly Backend[], pace: Pace): Promise<Rounds[]> {
  const all = backends.map(({ name }): Rounds => ({ name, calm: [], busy: [], burst: [] }));
  for (const backend of backends) await order(backend, { jobs: 20, pauseMs: 0 });
  for (let round = 0; round < pace.rounds; round++) {
    for (const [index, backend] of backends.entries()) {
      all[index]?.calm.push(await order(backend, { jobs: pace.jobs, pauseMs: 10 }));
      all[index]?.burst.push(await order(backend, { jobs: pace.burst, pauseMs: 0 }));
      all[index]?.busy.push(await whileBusy(backend, () => order(backend, { jobs: pace.jobs, pauseMs: 10 })));
    }
  }
  return all;
}

function sections(all: readonly Rounds[], { burst }: Pace): Section[] {
  const of = (figures: (backend: Rounds) => number[]): ArmResult[] =>
    all.map((backend) => ({ name: backend.name, rounds: figures(backend), median: median(figures(backend)) }));
  const publishing = (p: number) => of(({ calm }) => calm.map(({ publishMs }) => percentile(publishMs, p)));
  const waiting = (p: number, load: 'calm' | 'busy' = 'calm') =>
    of((backend) => backend[load].map(({ pickUpMs }) => percentile(pickUpMs, p)));
  const jobsPerSecond = of((backend) => backend.burst.map(({ totalMs }) => burst / (totalMs / 1_000)));
  const publishNote = 'One job every 10 ms or so, one connection; the row and the outbox row commit together.';
  const waitNote = 'From the insert to the first statement of the handler: commit, poll of the outbox, queue, worker.';
  const busyNote = 'Four other clients change and write rows all the time, like pgbench.';
  return [
    section('Publish a job, p50', 'ms', publishNote, publishing(50)),
    section('Publish a job, p99', 'ms', publishNote, publishing(99)),
    section('Pick a job up, p50', 'ms', waitNote, waiting(50)),
    section('Pick a job up, p99', 'ms', waitNote, waiting(99)),
    section('Pick a job up while Postgres is busy, p50', 'ms', busyNote, waiting(50, 'busy')),
    section('Pick a job up while Postgres is busy, p99', 'ms', busyNote, waiting(99, 'busy')),
    section(
      'Jobs done in a burst',
      'jobs/s',
      `${burst} jobs published one after the other, until the last is done.`,
      jobsPerSecond,
    ),
  ];
}

/** Each backend gets a separate database, because an outbox belongs to one backend. */
async function startBackend(name: string, machine: Servers, redisUrl?: string): Promise<Backend> {
  const { env, userId, databaseUrl } = await machine.install(`jobs_${name.toLowerCase()}`);
  const variables = { ...env, ...(redisUrl && { REDIS_URL: redisUrl }) };
  return {
    name,
    userId,
    databaseUrl,
    worker: await ServerProcess.start('apps/worker/src/main', variables),
    publisher: await ServerProcess.start('bench/servers/publisher', variables),
  };
}

async function whileBusy<T>({ databaseUrl }: Backend, work: () => Promise<T>): Promise<T> {
  const load = await ServerProcess.start('bench/servers/database-load', { DATABASE_URL: databaseUrl });
  try {
    return await work();
  } finally {
    await load.stop();
  }
}

async function order({ publisher, userId }: Backend, what: Omit<PublishOrder, 'userId'>): Promise<PublishReport> {
  publisher.process.send({ userId, ...what });
  const [report] = (await once(publisher.process, 'message')) as [PublishReport];
  return report;
}
