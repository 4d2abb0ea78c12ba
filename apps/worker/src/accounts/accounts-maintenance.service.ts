import { AccountDeletionService, AccountExportsRepository, ApiKeysService } from '@app/auth';
import { eraseAccount, eraseAccountExport, JobPublisherService, makeAccountExport, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

const WARNINGS_A_RUN = 500;

/** Regular work on accounts, on the schedule of `maintenance/tasks.ts`. Each method returns the number of rows. */
@Injectable()
export class AccountsMaintenanceService {
  constructor(
    private readonly deletion: AccountDeletionService,
    private readonly exports: AccountExportsRepository,
    private readonly keys: ApiKeysService,
    private readonly publisher: JobPublisherService,
  ) {}

  /** Starts the erasure of accounts whose grace period is over, and starts it again every hour until it succeeds. */
  async startDueErasures(manager: EntityManager): Promise<number> {
    const due = await this.deletion.due(manager);
    for (const userId of due) await this.publisher.publishAgain(eraseAccount, { userId }, manager);
    return due.length;
  }

  async eraseEndedExports(manager: EntityManager): Promise<number> {
    const ended = await this.exports.ended();
    for (const exportId of ended) await this.publisher.publishAgain(eraseAccountExport, { exportId }, manager);
    return ended.length;
  }

  async republishOverdueExports(manager: EntityManager): Promise<number> {
    const overdue = await this.exports.takeOverdue(manager);
    for (const exportId of overdue) await this.publisher.publishAgain(makeAccountExport, { exportId }, manager);
    return overdue.length;
  }

  /** Mails the owners of API keys that expire within a week. */
  async warnOfExpiringKeys(manager: EntityManager): Promise<number> {
    const ending = await this.keys.takeExpiring(WARNINGS_A_RUN, manager);
    for (const { keyId, email } of ending)
      await this.publisher.publish(sendAccountMail, { template: 'api_key_expiring', email, keyId }, { manager });
    return ending.length;
  }
}
