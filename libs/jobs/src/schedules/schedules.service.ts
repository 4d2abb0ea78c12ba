import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@app/core';
import { Injectable, Logger } from '@nestjs/common';
import type { JobSchedulerJson, Queue, RepeatOptions } from 'bullmq';
import { type Schedule, schedules } from '../contracts/schedules';
import { type JobEnvelope, jobOptions } from '../processing/job-envelope';
import { JobQueuesService } from '../processing/job-queues.service';

const LOOK_AGAIN_MS = 20_000;
const AFTER_FAILURE_MS = 3_000;
/** A schedule whose next run is this overdue has lost its job. */
const OVERDUE_MS = 60_000;

/**
 * Keeps the queue's schedules equal to the declared ones, at the start and from time to time. A queue store that was
 * emptied has lost them, and with them the reconciler that repairs everything else.
 */
@Injectable()
export class SchedulesService {
  private readonly logger = new Logger(SchedulesService.name);
  private readonly stopping = new AbortController();
  private loop?: Promise<void>;

  constructor(private readonly queues: JobQueuesService) {}

  start(): void {
    this.loop ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  /** Compares once; returns the names that it had to write or remove. */
  async keep(declared: readonly Schedule[] = schedules): Promise<string[]> {
    const changes = await Promise.all(
      this.queues.all().map((queue) =>
        this.keepQueue(
          queue,
          declared.filter(({ contract }) => contract.queue === queue.name),
        ),
      ),
    );
    return changes.flat();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const pause = await this.keep().then(
        () => LOOK_AGAIN_MS,
        (error: Error) => {
          this.logger.warn(`schedules could not be compared: ${error.message}`);
          return AFTER_FAILURE_MS;
        },
      );
      await sleep(pause * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
    }
  }

  private async keepQueue(queue: Queue, declared: readonly Schedule[]): Promise<string[]> {
    const known = await queue.getJobSchedulers(0, -1);
    const changes: string[] = [];
    for (const { key } of known) {
      if (declared.some(({ contract }) => contract.name === key)) continue;
      await queue.removeJobScheduler(key);
      changes.push(key);
    }
    for (const schedule of declared) {
      const found = known.find(({ key }) => key === schedule.contract.name);
      if (found && isCurrent(found, schedule)) continue;
      await this.write(queue, schedule);
      changes.push(schedule.contract.name);
    }
    return changes;
  }

  private async write(queue: Queue, { contract, every, cron }: Schedule): Promise<void> {
    const repeat: Omit<RepeatOptions, 'key'> = every ? { every: every.seconds * 1_000 } : { pattern: cron, tz: 'UTC' };
    const data = { payload: {}, requestId: newId() } satisfies JobEnvelope;
    await queue.upsertJobScheduler(contract.name, repeat, { name: contract.name, data, opts: jobOptions(contract) });
  }
}

function isCurrent(found: JobSchedulerJson, { every, cron }: Schedule): boolean {
  const sameTimes = every ? Number(found.every) === every.seconds * 1_000 : found.pattern === cron;
  return sameTimes && Number(found.next ?? 0) > Date.now() - OVERDUE_MS;
}
