import { Injectable } from '@nestjs/common';
import { jobNotFailed, jobUnknown } from '../jobs.errors';
import { JobQueuesService } from '../processing/job-queues.service';

/** Jobs that failed for good: the queue keeps each for a week, with its reason. */
@Injectable()
export class FailedJobsService {
  constructor(private readonly queues: JobQueuesService) {}

  /**
   * Makes a worker run the job again, with all its attempts.
   * @returns the name of the job's contract
   * @throws AppError job_unknown; job_not_failed when it waits, runs or is completed
   */
  async retry(jobId: string): Promise<string> {
    const found = await Promise.all(this.queues.all().map((queue) => queue.getJob(jobId)));
    const job = found.find((candidate) => candidate !== undefined);
    if (!job) throw jobUnknown();
    const state = await job.getState();
    if (state !== 'failed') throw jobNotFailed(`The job is ${state}.`);
    await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
    return job.name;
  }
}
