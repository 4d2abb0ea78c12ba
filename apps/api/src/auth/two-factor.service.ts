import {
  type Actor,
  type ClientOrigin,
  PasswordCheckService,
  type SessionPrincipal,
  TotpService,
  type User,
  UsersService,
} from '@app/auth';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { DisableTotpDto } from './totp.dto';
import type { RecoveryCodesResponse, TotpSetupResponse } from './totp.response';

/** Turns two-factor authentication on and off and mails the user about it. */
@Injectable()
export class TwoFactorService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly passwords: PasswordCheckService,
    private readonly totp: TotpService,
    private readonly users: UsersService,
    private readonly publisher: JobPublisherService,
  ) {}

  async setUp(userId: string, password: string, origin: ClientOrigin): Promise<TotpSetupResponse> {
    const user: User = await this.passwords.confirm(userId, password, origin);
    const { secret, otpauthUrl } = await this.totp.setUp(userId, user.email);
    return { secret, otpauth_url: otpauthUrl };
  }

  async enable(principal: SessionPrincipal, code: string, actor: Actor): Promise<RecoveryCodesResponse> {
    const codes = await this.totp.enable(principal, code, actor);
    const { email } = await this.users.get(principal.userId);
    await this.publisher.publish(sendAccountMail, { template: 'totp_enabled', email });
    return { recovery_codes: codes };
  }

  async renewRecoveryCodes(principal: SessionPrincipal, actor: Actor): Promise<RecoveryCodesResponse> {
    const { email } = await this.users.get(principal.userId);
    return this.dataSource.transaction(async (manager) => {
      const codes = await this.totp.renewRecoveryCodes(principal, actor, manager);
      await this.publisher.publish(sendAccountMail, { template: 'recovery_codes_renewed', email }, { manager });
      return { recovery_codes: codes };
    });
  }

  async disable(userId: string, { password, totp }: DisableTotpDto, origin: ClientOrigin, actor: Actor): Promise<void> {
    const { email } = await this.passwords.confirmBoth(userId, { password, code: totp }, origin);
    await this.dataSource.transaction(async (manager) => {
      await this.totp.disable(userId, actor, manager);
      await this.publisher.publish(sendAccountMail, { template: 'totp_disabled', email }, { manager });
    });
  }
}
