import {
  AccountDeletionService,
  type Actor,
  type ClientOrigin,
  PasswordCheckService,
  TotpService,
  totpInvalid,
  totpRequired,
} from '@app/auth';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DeleteAccountDto } from './delete-account.dto';

/** Asking for the end of an account, with the mail that says how to call it off. */
@Injectable()
export class AccountDeletionRequestService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly passwords: PasswordCheckService,
    private readonly totp: TotpService,
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
    const user = await this.passwords.confirm(userId, password, origin);
    if (await this.totp.isEnabled(userId)) {
      if (totp === undefined) throw totpRequired();
      if (!(await this.totp.accepts(userId, totp))) throw totpInvalid();
    }
    return this.dataSource.transaction(async (manager) => {
      const dueAt = await this.deletion.request(user, actor, manager);
      await this.publisher.publish(sendAccountMail, { template: 'deletion_requested', email: user.email }, { manager });
      return dueAt;
    });
  }
}
