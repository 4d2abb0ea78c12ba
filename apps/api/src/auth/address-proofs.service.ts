import {
  AccountRecoveryService,
  AuditLogService,
  type ClientOrigin,
  DeviceTokensService,
  type PasswordTokenPurpose,
  SessionsService,
} from '@app/auth';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConfirmedAddressesService } from './confirmed-addresses.service';
import { EarlierAccessRemovalService } from './earlier-access-removal.service';

/** Recovery of an account, together with its mails. A request costs the same for every address: one outbox row. */
@Injectable()
export class AddressProofsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly recovery: AccountRecoveryService,
    private readonly audit: AuditLogService,
    private readonly publisher: JobPublisherService,
    private readonly confirmed: ConfirmedAddressesService,
    private readonly sessions: SessionsService,
    private readonly devices: DeviceTokensService,
    private readonly earlier: EarlierAccessRemovalService,
  ) {}

  async requestReset(email: string): Promise<void> {
    await this.publisher.publish(sendAccountMail, { template: 'password_reset', email });
  }

  async resendVerification(email: string): Promise<void> {
    await this.publisher.publish(sendAccountMail, { template: 'email_verification', email });
  }

  /**
   * @param accessToken of the session that sends the request, if any
   * @throws link_invalid, new_password_required
   */
  async verify(token: string, accessToken: string | undefined): Promise<void> {
    const session = accessToken === undefined ? undefined : await this.sessions.ofAccessToken(accessToken);
    await this.dataSource.transaction(async (manager) => {
      const { userId, email } = await this.recovery.verifyEmail(token, session, manager);
      await this.confirmed.welcome(userId, email, manager);
    });
  }

  /**
   * @returns a device token: a person who reads the mailbox can sign in immediately, however many wrong passwords
   * others send
   * @throws link_invalid, invalid_input
   */
  async setPassword(
    mailed: { token: string; purpose: PasswordTokenPurpose },
    password: string,
    { revokeApiKeys }: { revokeApiKeys: boolean },
    { ip }: ClientOrigin,
  ): Promise<string> {
    const change = await this.recovery.prepareNewPassword(mailed, password, { revokeApiKeys });
    return this.dataSource.transaction(async (manager) => {
      const { user, hasLostAccess } = await change((userId) => this.earlier.remove(userId, ip, manager), manager);
      if (hasLostAccess)
        await this.publisher.publish(
          sendAccountMail,
          { template: 'earlier_access_revoked', email: user.email },
          { manager },
        );
      await this.audit.append(
        { kind: 'user', id: user.id, ip },
        { chain: user.id, action: 'password.changed', target: { type: 'user', id: user.id } },
        manager,
      );
      await this.publisher.publish(sendAccountMail, { template: 'password_changed', email: user.email }, { manager });
      await this.confirmed.welcome(user.id, user.email, manager);
      // The change made every earlier device unknown.
      return this.devices.renew(user.id);
    });
  }
}
