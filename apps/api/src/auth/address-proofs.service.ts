import { AccountRecoveryService, AuditLogService } from '@app/auth';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConfirmedAddressesService } from './confirmed-addresses.service';

/** Recovery of an account together with its mails. Asking costs the same for every address: one outbox row. */
@Injectable()
export class AddressProofsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly recovery: AccountRecoveryService,
    private readonly audit: AuditLogService,
    private readonly publisher: JobPublisherService,
    private readonly confirmed: ConfirmedAddressesService,
  ) {}

  async requestReset(email: string): Promise<void> {
    await this.publisher.publish(sendAccountMail, { template: 'password_reset', email });
  }

  async resendVerification(email: string): Promise<void> {
    await this.publisher.publish(sendAccountMail, { template: 'email_verification', email });
  }

  /** @throws link_invalid */
  async verify(token: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { userId, email } = await this.recovery.verifyEmail(token, manager);
      await this.confirmed.welcome(userId, email, manager);
    });
  }

  /** @throws link_invalid, invalid_input */
  async confirmReset(token: string, password: string, ip: string): Promise<void> {
    const reset = await this.recovery.prepareReset(token, password);
    await this.dataSource.transaction(async (manager) => {
      const user = await reset(manager);
      await this.audit.append(
        { kind: 'user', id: user.id, ip },
        { chain: user.id, action: 'password.changed', target: { type: 'user', id: user.id } },
        manager,
      );
      await this.publisher.publish(sendAccountMail, { template: 'password_changed', email: user.email }, { manager });
      await this.confirmed.welcome(user.id, user.email, manager);
    });
  }
}
