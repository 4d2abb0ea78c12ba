import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseModule } from '@app/core';
import { JobPublisherService, JobsModule, runSelfCheck, SelfChecksModule, SelfChecksRepository } from '@app/jobs';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';

/** The benchmark's request over IPC. */
export interface PublishOrder {
  userId: string;
  jobs: number;
  /** Pause between two jobs; 0 publishes them as fast as one connection allows. */
  pauseMs: number;
}

/** The answer once every job is done. */
export interface PublishReport {
  /** For each job: its row and outbox row in one transaction, committed. */
  publishMs: number[];
  /** For each job: from the insert to the handler's first statement, both by the database's clock. */
  pickUpMs: number[];
  /** From the first insert to the last completion. */
  totalMs: number;
}

@Module({ imports: [DatabaseModule.forProcess(), JobsModule, SelfChecksModule] })
class PublisherModule {}

const TIME_LIMIT_MS = 60_000;

async function main(): Promise<void> {
  const app = await NestFactory.createApplicationContext(PublisherModule, { logger: false });
  const [publisher, selfChecks, dataSource] = [
    app.get(JobPublisherService),
    app.get(SelfChecksRepository),
    app.get(DataSource),
  ];

  // One account publishes many self-checks at the same time.
  await dataSource.query('drop index if exists self_checks_one_unfinished');
  const publish = async (userId: string, ids: string[]) => {
    const from = performance.now();
    await dataSource.transaction(async (manager) => {
      const { id } = await selfChecks.create({ ownerId: userId }, 0, manager);
      // Without the low priority of self-checks: most jobs have none.
      await publisher.publish(runSelfCheck, { selfCheckId: id }, { manager, priority: 0 });
      ids.push(id);
    });
    return performance.now() - from;
  };

  const carryOut = async ({ userId, jobs, pauseMs }: PublishOrder): Promise<PublishReport> => {
    const ids: string[] = [];
    const publishMs: number[] = [];
    for (let job = 0; job < jobs; job++) {
      publishMs.push(await publish(userId, ids));
      if (pauseMs > 0) await sleep(pauseMs);
    }
    return { publishMs, ...(await completed(dataSource, ids)) };
  };

  process.on('message', (order: PublishOrder) => void carryOut(order).then((report) => process.send?.(report)));
  process.on('SIGTERM', () => process.exit(0));
  process.send?.({ type: 'ready' });
}

async function completed(
  dataSource: DataSource,
  ids: readonly string[],
): Promise<Pick<PublishReport, 'pickUpMs' | 'totalMs'>> {
  for (const deadline = Date.now() + TIME_LIMIT_MS; Date.now() < deadline; await sleep(20)) {
    const [summary] = await dataSource.query<{ done: number; total: number; pick_up: number[] }[]>(
      `select count(*) filter (where status = 'completed')::int as done,
              extract(epoch from max(finished_at) - min(created_at))::float8 * 1000 as total,
              array_agg(extract(epoch from started_at - created_at)::float8 * 1000) as pick_up
       from self_checks where id = any($1::uuid[])`,
      [ids],
    );
    if (summary?.done === ids.length) return { pickUpMs: summary.pick_up, totalMs: summary.total };
  }
  throw new Error(`not all of ${ids.length} jobs were done within ${TIME_LIMIT_MS} ms`);
}

void main();
