import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import type { QueueName } from '../contracts/queues';
import type { JobEnvelope } from './job-envelope';
import type { JobWorker } from './job-queue';
import { JobQueuesService } from './job-queues.service';

/** A job that waits in a queue. */
export interface WaitingJob {
  name: string;
  payload: unknown;
}

/** Starts one more job than the concurrency of a queue allows, for work that rests meanwhile and gives up its slot. */
@Injectable()
export class NextJobService {
  private readonly workers = new Map<QueueName, JobWorker>();

  constructor(private readonly queues: JobQueuesService) {}

  /** @param worker takes the jobs of this queue in this process */
  register(queue: QueueName, worker: JobWorker): void {
    this.workers.set(queue, worker);
  }

  /**
   * Takes the next job of the queue, if it is accepted: jobs never overtake each other here.
   * @returns runs the job like any other, and resolves at its end, however it ends; undefined when nothing was taken
   */
  async take(
    queue: QueueName,
    accepts: (job: WaitingJob) => Promise<boolean>,
  ): Promise<(() => Promise<void>) | undefined> {
    const worker = this.workers.get(queue);
    if (!worker) return undefined;
    const accepted = async (job: Job | undefined) => job !== undefined && (await accepts(waiting(job)));
    if (!(await accepted(await this.first(queue)))) return undefined;
    const taken = await worker.takeNow();
    if (!taken) return undefined;
    // Another worker may have taken the first one, and this is the second.
    const isAccepted = await accepted(taken.job).catch(async (error: unknown) => {
      await taken.giveBack();
      throw error;
    });
    if (isAccepted) return taken.run;
    await taken.giveBack();
    return undefined;
  }

  private async first(name: QueueName): Promise<Job | undefined> {
    const queue = this.queues.get(name);
    // Jobs without a priority come first. The store lists them with the newest first.
    const [newest] = await queue.getJobs(['waiting'], 0, 0, false);
    if (!newest) return (await queue.getJobs(['prioritized'], 0, 0, true))[0];
    const last = Math.max(0, (await queue.getWaitingCount()) - 1);
    return (await queue.getJobs(['waiting'], last, last, false))[0];
  }
}

const waiting = ({ name, data }: Job): WaitingJob => ({ name, payload: (data as Partial<JobEnvelope>).payload });
