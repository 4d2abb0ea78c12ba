import { AuthModule } from '@app/auth';
import { coreConfig } from '@app/core';
import { StorageModule } from '@app/storage';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AccountController } from './account.controller';
import { AccountDeletionRequestService } from './account-deletion-request.service';
import { AccountExportsService } from './account-exports.service';
import { IdentityController } from './identity.controller';
import { IdentityService } from './identity.service';

@Module({
  imports: [AuthModule, StorageModule, ConfigModule.forFeature(coreConfig)],
  controllers: [AccountController, IdentityController],
  providers: [AccountDeletionRequestService, AccountExportsService, IdentityService],
})
export class AccountApiModule {}
