import { acceptRequestId, newId, prepared, requestContext, type Statement } from '@app/core';
import { Injectable } from '@nestjs/common';
import {
  DataSource,
  type EntityManager,
  type EntitySubscriberInterface,
  type QueryRunner,
  type TransactionCommitEvent,
} from 'typeorm';
import type { JobContract } from '../contracts/define-job';
import type { AnyJobContract, PlainPayload } from '../contracts/job-contracts';
import { jobPayloadInvalid } from '../jobs.errors';
import { payloadFaults, storableJson, toPayload, wholeMilliseconds } from '../processing/payload';
import { OUTBOX_CHANNEL } from './outbox-channel';

export interface PublishOptions {
  /** The caller's transaction: the job exists if and only if it commits. Default: a transaction of its own. */
  manager?: EntityManager;
  /** The earliest start, in milliseconds from now. The job waits in the database, not in the queue. */
  delayMs?: number;
  /** Overrides the contract's priority; 0: ahead of all jobs with a priority. */
  priority?: number;
  /** Overrides the contract's job id, for example to publish again a job that the queue still keeps as finished. */
  jobId?: string;
}

const SAME_JOB_MS = 600_000;
/**
 * Least milliseconds between two announcements, each of which costs a commit. Dispatchers poll about as often after
 * one.
 */
const ANNOUNCE_EVERY_MS = 10;
const ANNOUNCED_WITHIN_MS = 500;
const MAX_PAYLOAD_CHARACTERS = 64_000;
const INSERT = prepared(`insert into outbox (queue, name, job_id, payload, priority, request_id, due_at)
  values ($1, $2, $3, $4, $5, $6, clock_timestamp() + $7::bigint * interval '1 millisecond')`);
/** Its commit does not wait for the disk: a lost announcement costs one poll. */
const ANNOUNCE = prepared(`select set_config('synchronous_commit', 'off', true), pg_notify('${OUTBOX_CHANNEL}', '')`);
const JOB_ID = /^(?!-?\d+$)[^:\s]{1,200}$/;

/** The only way to start a job. Writes a row to the outbox; a worker moves it to the queue within milliseconds. */
@Injectable()
export class JobPublisherService implements EntitySubscriberInterface {
  private announcedAt = Number.NEGATIVE_INFINITY;
  /** Open transactions with jobs that are due. */
  private readonly publishing = new WeakSet<QueryRunner>();

  constructor(private readonly dataSource: DataSource) {
    dataSource.subscribers.push(this);
  }

  /** TypeORM calls it after the commit of each transaction and after the end of each nested one. */
  afterTransactionCommit({ queryRunner }: TransactionCommitEvent): void {
    if (!queryRunner.isTransactionActive && this.publishing.delete(queryRunner)) this.announce();
  }

  /**
   * Returns the job's id.
   * @throws AppError job_payload_invalid when the payload breaks its contract
   */
  async publish<Contract extends AnyJobContract>(
    contract: Contract,
    payload: PlainPayload<Contract>,
    options: PublishOptions = {},
  ): Promise<string> {
    const { jobId, text, values, committed } = this.publication(contract, payload, options);
    await (options.manager ?? this.dataSource).query(text, [...values]);
    if (committed) this.afterCommitOf(options.manager?.queryRunner);
    return jobId;
  }

  /**
   * The statement of `publish`, for a transaction whose statements are sent together.
   * @throws AppError job_payload_invalid when the payload breaks its contract
   */
  publication<Contract extends AnyJobContract>(
    contract: Contract,
    payload: PlainPayload<Contract>,
    options: Omit<PublishOptions, 'manager'> = {},
  ): Statement & { jobId: string } {
    const wide: JobContract = contract;
    const instance = toPayload(wide, payload);
    const faults = payloadFaults(instance, { strict: true });
    if (faults) throw jobPayloadInvalid(`${wide.name}: ${faults}`);
    const jobId = options.jobId ?? wide.jobId?.(instance) ?? `${wide.name}-${newId()}`;
    if (!JOB_ID.test(jobId))
      throw jobPayloadInvalid(
        `${wide.name}: the job id has a colon, a space, only digits, or more than 200 characters`,
      );
    const json = JSON.stringify(storableJson(instance));
    if (json.length > MAX_PAYLOAD_CHARACTERS)
      throw jobPayloadInvalid(`${wide.name}: the payload is larger than ${MAX_PAYLOAD_CHARACTERS} characters`);
    const priority = positive(options.priority ?? wide.priority ?? 0);
    const requestId = acceptRequestId(requestContext()?.requestId);
    const delayMs = wholeMilliseconds(options.delayMs ?? 0);
    return {
      jobId,
      text: INSERT,
      values: [wide.queue, wide.name, jobId, json, priority, requestId, delayMs],
      ...(delayMs < ANNOUNCED_WITHIN_MS && { committed: this.announce }),
    };
  }

  private afterCommitOf(transaction: QueryRunner | undefined): void {
    if (transaction?.isTransactionActive) this.publishing.add(transaction);
    else this.announce();
  }

  /** Makes dispatchers poll now. They also find rows that are not announced, but later. */
  private readonly announce = (): void => {
    const now = performance.now();
    if (now - this.announcedAt < ANNOUNCE_EVERY_MS) return;
    this.announcedAt = now;
    // In a transaction of its own: within the caller's it would make all commits wait for each other.
    this.dataSource.query(ANNOUNCE).catch(() => undefined);
  };

  /**
   * For reconcilers: while the queue still holds a job for the same state of a row, publishes no second one; after ten
   * minutes that job counts as lost.
   * @param state the row's id and its lease epoch, which changes whenever a worker takes the row
   * @param priority of the lost job; default: the contract's
   */
  republish<Contract extends AnyJobContract>(
    contract: Contract,
    payload: PlainPayload<Contract>,
    { id, epoch }: { id: string; epoch: number },
    manager: EntityManager,
    priority?: PublishOptions['priority'],
  ): Promise<string> {
    const jobId = `${contract.name}-${id}-${epoch}-${Math.floor(Date.now() / SAME_JOB_MS)}`;
    return this.publish(contract, payload, { manager, jobId, ...(priority !== undefined && { priority }) });
  }

  /**
   * Uses an id that the queue has not seen, because the queue may still keep the first job as finished.
   * @param priority of the first job; default: the contract's
   */
  publishAgain<Contract extends AnyJobContract>(
    contract: Contract,
    payload: PlainPayload<Contract>,
    manager: EntityManager,
    priority?: PublishOptions['priority'],
  ): Promise<string> {
    const jobId = `${contract.name}-${newId()}`;
    return this.publish(contract, payload, { manager, jobId, ...(priority !== undefined && { priority }) });
  }
}

/** Null for 0: the queue runs a job without a priority first. */
const positive = (priority: number): number | null => (priority > 0 ? priority : null);
