import { AccessGuard, AuthModule, CredentialFailures } from '@app/auth';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccountAccess } from './account-access.service';
import { AuthController } from './auth.controller';
import { MailboxController } from './mailbox.controller';
import { Mailbox } from './mailbox.service';
import { Profile } from './profile.service';
import { SessionsController } from './sessions.controller';
import { TotpController } from './totp.controller';
import { TwoFactor } from './two-factor.service';

/** Sign-in and sessions; puts the access guard in front of every route of the API. */
@Module({
  imports: [AuthModule],
  controllers: [AuthController, MailboxController, SessionsController, TotpController],
  providers: [CredentialFailures, { provide: APP_GUARD, useClass: AccessGuard }, AccountAccess, Mailbox, Profile, TwoFactor],
})
export class AuthDoorModule {}
