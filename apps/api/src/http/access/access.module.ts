import { AccessGuard, AdminPageAccessService, AuthModule, CredentialFailuresService, SeatLimits } from '@app/auth';
import { BillingModule } from '@app/billing';
import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_GUARD } from '@nestjs/core';
import { AdminSignInService } from './admin-sign-in.service';
import { PlanSeatsService } from './plan-seats.service';
import { SignInWithNoticesService } from './sign-in-with-notices.service';

/** Installs the access guard for every route of the API, and the sign-in for administrators' pages that are not routes. */
@Module({
  imports: [AuthModule, BillingModule, ConfigModule.forFeature(coreConfig)],
  providers: [
    CredentialFailuresService,
    AdminPageAccessService,
    AdminSignInService,
    SignInWithNoticesService,
    { provide: SeatLimits, useClass: PlanSeatsService },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AdminPageAccessService, CredentialFailuresService, SignInWithNoticesService, SeatLimits],
})
export class AccessModule {}
