import {
  ConfigurationError,
  coreConfig,
  defineRequirement,
  isProduction,
  provideFirstConfigured,
  providerConfigurations,
} from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { notificationsConfig } from '../notifications.config';
import { mailProviders } from '../providers';
import { Mailer } from './mailer';

const variables = mailProviders.flatMap(({ enabledBy }) => enabledBy ?? []);
const MISSING = `${variables.join(' or ')} is required in production: mail in local files reaches no recipient`;

defineRequirement((source) =>
  isProduction(source) && !variables.some((name) => source[name]?.trim()) ? MISSING : undefined,
);

/** @throws ConfigurationError always */
function withoutMailer(): never {
  throw new ConfigurationError([MISSING]);
}

/** Sends mail through the first configured provider. */
@Module({
  imports: [
    ...[coreConfig, notificationsConfig].map((config) => ConfigModule.forFeature(config)),
    ...providerConfigurations(mailProviders),
  ],
  providers: provideFirstConfigured<Mailer>(Mailer, mailProviders, withoutMailer),
  exports: [Mailer],
})
export class MailModule {}
