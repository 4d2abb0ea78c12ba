import {
  type Actor,
  AuditLogService,
  type ClientOrigin,
  PasswordChangeService,
  type SessionPrincipal,
} from '@app/auth';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ChangePasswordDto } from './change-password.dto';

/** Changes the password of a signed-in user and mails the user about it. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly passwords: PasswordChangeService,
    private readonly audit: AuditLogService,
    private readonly publisher: JobPublisherService,
  ) {}

  /** @throws invalid_credentials, invalid_input, sign_in_delayed, sign_in_busy */
  async change(
    { userId, sessionId }: SessionPrincipal,
    { current_password, new_password, revoke_api_keys: revokeApiKeys = false }: ChangePasswordDto,
    origin: ClientOrigin,
    actor: Actor,
  ): Promise<void> {
    const write = await this.passwords.prepare(userId, current_password, new_password, origin);
    await this.dataSource.transaction(async (manager) => {
      const { email } = await write({ sessionId, revokeApiKeys }, manager);
      await this.audit.append(
        actor,
        { chain: userId, action: 'password.changed', target: { type: 'user', id: userId } },
        manager,
      );
      await this.publisher.publish(sendAccountMail, { template: 'password_changed', email }, { manager });
    });
  }
}
