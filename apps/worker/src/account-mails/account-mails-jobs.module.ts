import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { coreConfig } from '@app/core';
import { JobWorkersModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { UploadsModule } from '@app/uploads';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AccountMailFactsService } from './account-mail-facts.service';
import { MailBillingNoticeHandler } from './mail-billing-notice.handler';
import { SendAccountMailHandler } from './send-account-mail.handler';
import { SendHeldMailsHandler } from './send-held-mails.handler';
import { UploadMailFactsService } from './upload-mail-facts.service';

@Module({
  imports: [
    JobWorkersModule,
    AuthModule,
    BillingModule,
    NotificationsModule,
    PlatformsModule,
    UploadsModule,
    ConfigModule.forFeature(coreConfig),
  ],
  providers: [
    AccountMailFactsService,
    UploadMailFactsService,
    SendAccountMailHandler,
    SendHeldMailsHandler,
    MailBillingNoticeHandler,
  ],
})
export class AccountMailsJobsModule {}
