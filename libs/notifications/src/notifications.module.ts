import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { chooseMailer } from './mail/choose-mailer';
import { Mailer } from './mail/mailer';
import { notificationsConfig } from './notifications.config';
import { mailgunConfig, smtpConfig } from './providers';

const configs = [coreConfig, notificationsConfig, mailgunConfig, smtpConfig];

/** Mail, Discord, outgoing webhooks, in-app events and live progress. */
@Module({
  imports: configs.map((config) => ConfigModule.forFeature(config)),
  providers: [{ provide: Mailer, inject: configs.map((config) => config.KEY), useFactory: chooseMailer }],
  exports: [Mailer],
})
export class NotificationsModule {}
