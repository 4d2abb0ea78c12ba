import { AccountDeletionService, type Actor, type ClientOrigin, PasswordCheckService } from '@app/auth';
import { followAccountDeletion, JobPublisherService, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeleteAccountDto } from './delete-account.dto';

/** Requests the deletion of an account, stops its payments and sends the mail that explains how to cancel it. */
@Injectable()
export class AccountDeletionRequestService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly passwords: PasswordCheckService,
    private readonly deletion: AccountDeletionService,
    private readonly publisher: JobPublisherService,
  ) {}

  /** @throws invalid_credentials, totp_required, totp_invalid, last_admin */
  async request(
    userId: string,
    { password, totp }: DeleteAccountDto,
    origin: ClientOrigin,
    actor: Actor,
  ): Promise<Date> {
    const user = await this.passwords.confirmBoth(userId, { password, code: totp }, origin);
    return this.dataSource.transaction(async (manager) => {
      const dueAt = await this.deletion.request(user, actor, manager);
      await this.publisher.publish(sendAccountMail, { template: 'deletion_requested', email: user.email }, { manager });
      await this.publisher.publish(followAccountDeletion, { userId }, { manager });
      return dueAt;
    });
  }
}
