import { AccessGuard, AuthModule } from '@app/auth';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

/** Puts the access guard in front of every route of the API. */
@Module({
  imports: [AuthModule],
  providers: [{ provide: APP_GUARD, useExisting: AccessGuard }],
})
export class AuthDoorModule {}
