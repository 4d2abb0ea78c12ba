import { AuthModule } from '@app/auth';
import { coreConfig } from '@app/core';
import { JobWorkersModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AccountMailFactsService } from './account-mail-facts.service';
import { MailProcessor } from './mail.processor';
import { SendAccountMailHandler } from './send-account-mail.handler';

@Module({
  imports: [JobWorkersModule, AuthModule, NotificationsModule, ConfigModule.forFeature(coreConfig)],
  providers: [AccountMailFactsService, MailProcessor, SendAccountMailHandler],
})
export class AccountMailJobsModule {}
