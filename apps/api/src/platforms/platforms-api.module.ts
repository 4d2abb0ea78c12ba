import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { coreConfig } from '@app/core';
import { PlatformsModule } from '@app/platforms';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AccountGroupsController } from './account-groups.controller';
import { AccountGroupsService } from './account-groups.service';
import { OauthController } from './oauth.controller';
import { OauthCallbackService } from './oauth-callback.service';
import { OauthStartService } from './oauth-start.service';
import { PlatformAccountsService } from './platform-accounts.service';
import { PlatformMessagesController } from './platform-messages.controller';
import { PlatformMessagesService } from './platform-messages.service';
import { PlatformsController } from './platforms.controller';

/** Connecting accounts at platforms, and groups of them. */
@Module({
  imports: [AuthModule, BillingModule, PlatformsModule, ConfigModule.forFeature(coreConfig)],
  controllers: [PlatformMessagesController, OauthController, AccountGroupsController, PlatformsController],
  providers: [
    AccountGroupsService,
    OauthCallbackService,
    OauthStartService,
    PlatformAccountsService,
    PlatformMessagesService,
  ],
})
export class PlatformsApiModule {}
