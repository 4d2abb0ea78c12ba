import { AccountDeletionService, AccountExportsRepository, AuthMaintenanceRepository } from '@app/auth';
import {
  eraseAccount,
  eraseAccountExport,
  JobPublisherService,
  MaintenanceService,
  makeAccountExport,
} from '@app/jobs';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Starts the erasure of accounts whose grace is over, every hour until it worked; looks after archives; forgets what is kept about sign-ins. */
@Injectable()
export class AccountsMaintenanceService implements OnModuleInit {
  constructor(
    private readonly maintenance: MaintenanceService,
    private readonly deletion: AccountDeletionService,
    private readonly exports: AccountExportsRepository,
    private readonly auth: AuthMaintenanceRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  onModuleInit(): void {
    this.maintenance.register('purge', { name: 'account_erasure', run: (manager) => this.eraseDue(manager) });
    this.maintenance.register('purge', { name: 'account_exports_ended', run: (manager) => this.eraseExports(manager) });
    this.maintenance.register('purge', { name: 'sign_in_leftovers', run: (manager) => this.auth.purge(manager) });
    this.maintenance.register('reconcile', { name: 'account_exports', run: (manager) => this.repeatExports(manager) });
  }

  private async eraseDue(manager: EntityManager): Promise<number> {
    const due = await this.deletion.due(manager);
    for (const userId of due) await this.publisher.publishAgain(eraseAccount, { userId }, manager);
    return due.length;
  }

  private async eraseExports(manager: EntityManager): Promise<number> {
    const ended = await this.exports.ended();
    for (const exportId of ended) await this.publisher.publishAgain(eraseAccountExport, { exportId }, manager);
    return ended.length;
  }

  private async repeatExports(manager: EntityManager): Promise<number> {
    const overdue = await this.exports.takeOverdue(manager);
    for (const exportId of overdue) await this.publisher.publishAgain(makeAccountExport, { exportId }, manager);
    return overdue.length;
  }
}
