import { ConfigurationError, coreConfig, provideFirstConfigured, providerConfigurations } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { notificationsConfig } from '../notifications.config';
import { mailProviders } from '../providers';
import { Mailer } from './mailer';

/** @throws ConfigurationError always */
function withoutMailer(): never {
  const variables = mailProviders.flatMap(({ enabledBy }) => enabledBy ?? []).join(' or ');
  throw new ConfigurationError([`${variables} is required in production: mail in local files reaches no recipient`]);
}

/** Sends mail through the first provider that is configured. */
@Module({
  imports: [
    ...[coreConfig, notificationsConfig].map((config) => ConfigModule.forFeature(config)),
    ...providerConfigurations(mailProviders),
  ],
  providers: provideFirstConfigured<Mailer>(Mailer, mailProviders, withoutMailer),
  exports: [Mailer],
})
export class MailModule {}
