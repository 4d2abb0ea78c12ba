import { type Actor, AuditLogService, OPERATORS } from '@app/auth';
import { FailedJobsService, JobPublisherService, reconcile, resealSecrets } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Work that operators start by hand. Each start is recorded in the audit log together with its job. */
@Injectable()
export class OperatorActionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly publisher: JobPublisherService,
    private readonly failedJobs: FailedJobsService,
    private readonly audit: AuditLogService,
  ) {}

  rotateTokenKeys(actor: Actor): Promise<string> {
    return this.start('maintenance.token_keys_rotated', actor, (manager) =>
      this.publisher.publishAgain(resealSecrets, {}, manager),
    );
  }

  reconcile(actor: Actor): Promise<string> {
    return this.start('maintenance.reconciled', actor, (manager) =>
      this.publisher.publishAgain(reconcile, {}, manager),
    );
  }

  /**
   * The entry is written first: if the job does not start again, the transaction rolls it back.
   * @throws AppError job_unknown, job_not_failed
   */
  retryJob(jobId: string, actor: Actor): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const entry = { target: { type: 'job', id: null }, after: { job_id: jobId } } as const;
      await this.audit.append(actor, { chain: OPERATORS, action: 'job.retried', ...entry }, manager);
      await this.failedJobs.retry(jobId);
    });
  }

  private start(
    action: `maintenance.${Lowercase<string>}`,
    actor: Actor,
    publish: (manager: EntityManager) => Promise<string>,
  ): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const jobId = await publish(manager);
      await this.audit.append(
        actor,
        { chain: OPERATORS, action, target: { type: 'job', id: null }, after: { job_id: jobId } },
        manager,
      );
      return jobId;
    });
  }
}
