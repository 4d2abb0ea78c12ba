import { UsersService } from '@app/auth';
import { checkPlatformAccount, JobPublisherService, revokePlatformAccess, sendAccountMail } from '@app/jobs';
import { AccountEventsRepository, NotificationSettingsService } from '@app/notifications';
import {
  AccountChoicesRepository,
  AuthorizationsRepository,
  PlatformAccountsRepository,
  RevocationsRepository,
} from '@app/platforms';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

const CHECKS_A_RUN = 200;
const NOTICES_A_RUN = 100;
export const REVOCATIONS_A_BATCH = 200;

/**
 * Regular work on connected accounts, on the schedule of `maintenance/tasks.ts`. Each method returns the number of
 * rows.
 */
@Injectable()
export class PlatformsMaintenanceService {
  constructor(
    private readonly accounts: PlatformAccountsRepository,
    private readonly authorizations: AuthorizationsRepository,
    private readonly choices: AccountChoicesRepository,
    private readonly revocations: RevocationsRepository,
    private readonly users: UsersService,
    private readonly settings: NotificationSettingsService,
    private readonly publisher: JobPublisherService,
    private readonly events: AccountEventsRepository,
  ) {}

  async checkDue(manager: EntityManager): Promise<number> {
    const due = await this.accounts.takeDue(CHECKS_A_RUN, manager);
    for (const accountId of due) await this.publisher.publish(checkPlatformAccount, { accountId }, { manager });
    return due.length;
  }

  /**
   * Mails owners whose accounts need to be reconnected, unless they switched that off, and sends their webhooks the
   * event.
   */
  async sendNotices(manager: EntityManager): Promise<number> {
    const due = await this.accounts.takeNotices(NOTICES_A_RUN, manager);
    for (const { id, userId } of due) {
      const event = { type: 'account.needs_reconnection', data: { id } } as const;
      await this.events.record(userId, [event], manager);
      const { choices } = await this.settings.of(userId);
      if (!choices.mail.needs_reconnection) continue;
      const { email } = await this.users.get(userId);
      const mail = { template: 'platform_account_broken', email, platformAccountId: id } as const;
      await this.publisher.publish(sendAccountMail, mail, { manager });
    }
    return due.length;
  }

  /** Tries again to end the access of removed accounts at their platforms. */
  async repeatRevocations(manager: EntityManager): Promise<number> {
    const due = await this.revocations.takeDue(REVOCATIONS_A_BATCH, manager);
    for (const revocationId of due) await this.publisher.publishAgain(revokePlatformAccess, { revocationId }, manager);
    return due.length;
  }

  /** Deletes unfinished attempts to connect accounts, with the tokens that they left behind. */
  async removeExpiredAttempts(manager: EntityManager): Promise<number> {
    const authorizations = await this.authorizations.removeExpired(manager);
    return authorizations + (await this.choices.removeExpired(manager));
  }
}
