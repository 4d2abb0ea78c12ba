import { AccessGuard, AdminPageAccessService, AuthModule, CredentialFailuresService, SeatLimits } from '@app/auth';
import { BillingModule } from '@app/billing';
import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_GUARD } from '@nestjs/core';
import { PlanSeatsService } from '../workspace/plan-seats.service';
import { AccountAccessService } from './account-access.service';
import { AddressProofsController } from './address-proofs.controller';
import { AddressProofsService } from './address-proofs.service';
import { AdminSignInService } from './admin-sign-in.service';
import { AuthController } from './auth.controller';
import { ConfirmedAddressesService } from './confirmed-addresses.service';
import { PasswordsController } from './passwords.controller';
import { PasswordsService } from './passwords.service';
import { ProfileService } from './profile.service';
import { ReauthenticationController } from './reauthentication.controller';
import { SessionsController } from './sessions.controller';
import { TotpController } from './totp.controller';
import { TwoFactorService } from './two-factor.service';

/** Sign-in and sessions; installs the access guard for every route of the API. */
@Module({
  imports: [AuthModule, BillingModule, ConfigModule.forFeature(coreConfig)],
  controllers: [
    AuthController,
    AddressProofsController,
    PasswordsController,
    ReauthenticationController,
    SessionsController,
    TotpController,
  ],
  providers: [
    CredentialFailuresService,
    AdminPageAccessService,
    AdminSignInService,
    { provide: SeatLimits, useClass: PlanSeatsService },
    { provide: APP_GUARD, useClass: AccessGuard },
    AccountAccessService,
    ConfirmedAddressesService,
    AddressProofsService,
    PasswordsService,
    ProfileService,
    TwoFactorService,
  ],
  exports: [AdminPageAccessService, CredentialFailuresService],
})
export class AuthApiModule {}
