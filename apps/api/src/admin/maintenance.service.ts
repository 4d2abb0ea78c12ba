import { type Actor, AuditLogService, OPERATORS } from '@app/auth';
import { JobPublisherService, reconcile, resealSecrets } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** Work that operators start by hand. Each start is recorded in the audit log together with its job. */
@Injectable()
export class MaintenanceService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly publisher: JobPublisherService,
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
