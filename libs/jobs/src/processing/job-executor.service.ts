import { acceptRequestId, counter, durationHistogram, runWithRequestContext } from '@app/core';
import { Injectable, Logger } from '@nestjs/common';
import { type Job, UnrecoverableError, WaitingError } from 'bullmq';
import type { JobContract } from '../contracts/define-job';
import { findContract, jobContracts } from '../contracts/job-contracts';
import { queueNames } from '../contracts/queues';
import { jobLockLost, jobPayloadInvalid, jobResultTooLarge, jobTimedOut, workerStopping } from '../jobs.errors';
import { classifyFailure } from './classify-failure';
import type { JobEnvelope } from './job-envelope';
import type { JobHandler, JobRun } from './job-handler';
import { returnToHead } from './job-queue';
import { payloadFaults, storableJson, toPayload } from './payload';
import { withinTime } from './within-time';

type Outcome = 'completed' | 'retry' | 'failed' | 'returned';

const MAX_RESULT_CHARACTERS = 16_000;
/** How long a handler may ignore its abort signal before the job ends without it. */
const ABORT_GRACE_MS = 3_000;

const duration = durationHistogram('job_duration_seconds', 'Time a run of a job took', ['queue', 'job', 'outcome']);
const attempts = counter('job_attempts_total', 'Runs of jobs', ['queue', 'job', 'outcome']);
/** The name of all jobs without a contract, in metrics. */
const UNKNOWN = 'unknown';

/** Runs one job: checks the payload, gives the handler its context and its time, and reports the outcome to the queue. */
@Injectable()
export class JobExecutorService {
  private readonly logger = new Logger('Jobs');
  private readonly running = new Map<string, AbortController>();

  constructor() {
    // Prometheus sees an increase only in what it has already read, so the first failure needs a 0 before it.
    const jobs = [...jobContracts, ...queueNames.map((queue) => ({ queue, name: UNKNOWN }))];
    for (const { queue, name: job } of jobs) attempts.inc({ queue, job, outcome: 'failed' }, 0);
  }

  get runningJobs(): number {
    return this.running.size;
  }

  /**
   * @throws UnrecoverableError to end the job, WaitingError after giving it back, any other error to have it retried
   */
  async execute(job: Job, handler: JobHandler<never> | undefined, token = ''): Promise<unknown> {
    const { requestId } = (job.data ?? {}) as Partial<JobEnvelope>;
    const run = {
      jobId: job.id ?? '',
      attempt: job.attemptsMade + 1,
      isLastAttempt: job.attemptsMade + 1 >= (job.opts.attempts ?? 1),
      requestId: acceptRequestId(requestId),
    };
    return runWithRequestContext({ requestId: run.requestId, jobId: run.jobId, jobName: job.name }, async () => {
      const startedAt = performance.now();
      const controller = new AbortController();
      this.running.set(run.jobId, controller);
      try {
        const result = await this.handle(job, handler, { ...run, signal: controller.signal }, controller);
        this.record(job, 'completed', startedAt);
        return result;
      } catch (thrown) {
        if (workerStopping.is(controller.signal.reason)) return await this.giveBack(job, token, startedAt);
        throw this.failed(job, run, thrown, startedAt);
      } finally {
        this.running.delete(run.jobId);
      }
    });
  }

  /** Aborts the handlers of all running jobs because the worker stops. */
  abortAll(): void {
    for (const controller of this.running.values()) controller.abort(workerStopping());
  }

  /** Aborts a handler because another worker now has its job. */
  abortLost(jobId: string): void {
    this.running.get(jobId)?.abort(jobLockLost());
  }

  private async handle(
    job: Job,
    handler: JobHandler<never> | undefined,
    run: JobRun,
    controller: AbortController,
  ): Promise<unknown> {
    const contract = findContract(job.name);
    // A newer version published it during a rolling deployment: a worker of that version takes a later attempt.
    if (!contract || !handler) throw new Error(`this version has no handler for ${job.name}`);
    const payload = toPayload(contract, (job.data as Partial<JobEnvelope>).payload);
    const faults = payloadFaults(payload);
    if (faults) throw jobPayloadInvalid(`${job.name}: ${faults}`);
    const result = storableJson(await this.inTime(contract, handler.handle(payload as never, run), controller));
    const size = JSON.stringify(result)?.length ?? 0;
    if (size > MAX_RESULT_CHARACTERS)
      throw jobResultTooLarge(`${job.name} returned ${size} characters; ${MAX_RESULT_CHARACTERS} are allowed`);
    return result;
  }

  /**
   * Aborts the work when its time is up. Abandons work that ignores the signal; row leases keep it from doing harm.
   */
  private async inTime(contract: JobContract, work: Promise<unknown>, controller: AbortController): Promise<unknown> {
    const { signal } = controller;
    const seconds = contract.timeoutSeconds;
    const timer = setTimeout(
      () => controller.abort(jobTimedOut(`${contract.name} was stopped after ${seconds} s`)),
      seconds * 1_000,
    );
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    try {
      await Promise.race([work, aborted]);
      return await (signal.aborted ? withinTime(work, ABORT_GRACE_MS, () => signal.reason as Error) : work);
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      clearTimeout(timer);
    }
  }

  private async giveBack(job: Job, token: string, startedAt: number): Promise<never> {
    await returnToHead(job, token);
    this.record(job, 'returned', startedAt);
    this.logger.log('job given back because this worker stops', { queue: job.queueName });
    throw new WaitingError();
  }

  private failed(
    job: Job,
    run: { attempt: number; isLastAttempt: boolean },
    thrown: unknown,
    startedAt: number,
  ): Error {
    const failure = classifyFailure(thrown);
    const isFinal = run.isLastAttempt || failure instanceof UnrecoverableError;
    this.record(job, isFinal ? 'failed' : 'retry', startedAt);
    const details = { queue: job.queueName, attempt: run.attempt, attempts: job.opts.attempts ?? 1, err: failure };
    if (isFinal) this.logger.error('job failed for good', details);
    else this.logger.warn('job failed and will be retried', details);
    return failure;
  }

  private record(job: Job, outcome: Outcome, startedAt: number): void {
    const labels = { queue: job.queueName, job: findContract(job.name)?.name ?? UNKNOWN, outcome };
    duration.observe(labels, (performance.now() - startedAt) / 1_000);
    attempts.inc(labels);
  }
}
