import { AccessGuard, AuthModule, CredentialFailures, SeatLimits } from '@app/auth';
import { BillingModule } from '@app/billing';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { PlanSeats } from '../workspace/plan-seats.service';
import { AccountAccess } from './account-access.service';
import { MailboxController } from './address-proofs.controller';
import { Mailbox } from './address-proofs.service';
import { AuthController } from './auth.controller';
import { ConfirmedAddresses } from './confirmed-addresses.service';
import { PasswordsController } from './passwords.controller';
import { Passwords } from './passwords.service';
import { Profile } from './profile.service';
import { SessionsController } from './sessions.controller';
import { TotpController } from './totp.controller';
import { TwoFactor } from './two-factor.service';

/** Sign-in and sessions; puts the access guard in front of every route of the API. */
@Module({
  imports: [AuthModule, BillingModule],
  controllers: [AuthController, MailboxController, PasswordsController, SessionsController, TotpController],
  providers: [
    CredentialFailures,
    { provide: SeatLimits, useClass: PlanSeats },
    { provide: APP_GUARD, useClass: AccessGuard },
    AccountAccess,
    ConfirmedAddresses,
    Mailbox,
    Passwords,
    Profile,
    TwoFactor,
  ],
})
export class AuthDoorModule {}
