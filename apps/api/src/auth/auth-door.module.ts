import { AccessGuard, AuthModule } from '@app/auth';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccountAccess } from './account-access.service';
import { AuthController } from './auth.controller';
import { SessionsController } from './sessions.controller';

/** Sign-in and sessions; puts the access guard in front of every route of the API. */
@Module({
  imports: [AuthModule],
  controllers: [AuthController, SessionsController],
  providers: [{ provide: APP_GUARD, useExisting: AccessGuard }, AccountAccess],
})
export class AuthDoorModule {}
