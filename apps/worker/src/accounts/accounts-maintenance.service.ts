import { AccountDeletionService, AccountExportsRepository, ApiKeysService } from '@app/auth';
import {
  type AccountMailTemplate,
  eraseAccount,
  eraseAccountExport,
  JobPublisherService,
  makeAccountExport,
  sendAccountMail,
  sendHeldMails,
} from '@app/jobs';
import { MailBudgetsRepository } from '@app/notifications';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export const ACCOUNTS_A_BATCH = 100;
export const EXPORTS_A_BATCH = 100;
export const WARNINGS_A_BATCH = 500;

/** Regular work on accounts, on the schedule of `maintenance/tasks.ts`. Each method returns the number of rows. */
@Injectable()
export class AccountsMaintenanceService {
  /** The last account, and the last archive, of the pass under way: both stay due until their job has erased them. */
  private lastAccount?: string;
  private lastExport?: string;

  constructor(
    private readonly deletion: AccountDeletionService,
    private readonly exports: AccountExportsRepository,
    private readonly keys: ApiKeysService,
    private readonly mailBudgets: MailBudgetsRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  /** Starts the erasure of accounts whose grace period is over, and starts it again every hour until it succeeds. */
  async startDueErasures(manager: EntityManager): Promise<number> {
    const due = await this.deletion.due({ after: this.lastAccount, limit: ACCOUNTS_A_BATCH }, manager);
    for (const userId of due) await this.publisher.publishAgain(eraseAccount, { userId }, manager);
    this.lastAccount = due.length < ACCOUNTS_A_BATCH ? undefined : due.at(-1);
    return due.length;
  }

  async eraseEndedExports(manager: EntityManager): Promise<number> {
    const ended = await this.exports.ended({ after: this.lastExport, limit: EXPORTS_A_BATCH });
    for (const exportId of ended) await this.publisher.publishAgain(eraseAccountExport, { exportId }, manager);
    this.lastExport = ended.length < EXPORTS_A_BATCH ? undefined : ended.at(-1);
    return ended.length;
  }

  async republishOverdueExports(manager: EntityManager): Promise<number> {
    const overdue = await this.exports.takeOverdue(manager);
    for (const exportId of overdue) await this.publisher.publishAgain(makeAccountExport, { exportId }, manager);
    return overdue.length;
  }

  /** Starts to send the mails that were held for an hour. */
  async startHeldMails(manager: EntityManager): Promise<number> {
    const due = await this.mailBudgets.takeDue(manager);
    for (const { userId, template } of due)
      await this.publisher.publishAgain(sendHeldMails, { userId, template: template as AccountMailTemplate }, manager);
    return due.length;
  }

  /** Mails the owners of API keys that expire within a week. */
  async warnOfExpiringKeys(manager: EntityManager): Promise<number> {
    const ending = await this.keys.takeExpiring(WARNINGS_A_BATCH, manager);
    for (const { keyId, email } of ending)
      await this.publisher.publish(sendAccountMail, { template: 'api_key_expiring', email, keyId }, { manager });
    return ending.length;
  }
}
