import 'reflect-metadata';
import { text } from 'node:stream/consumers';
import { ApiKeysService, type AuthConfig, AuthModule, authConfig, UsersService } from '@app/auth';
import { BillingModule, EntitlementsService, LedgerService, type Tier, welcomeGrant } from '@app/billing';
import { ConfigurationError, DatabaseModule, environment, isProduction } from '@app/core';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { assertConfiguration } from './start/assert-configuration';
import { failureOf } from './start/failure-of';

/** Read as JSON from standard input, so that no secret shows in a process list. All fields are optional. */
interface BootstrapRequest {
  admin?: { email?: string; password?: string };
  /** A key that an earlier run printed; kept if it still works. Null: no demo key. */
  api_key?: string | null;
  /** The plan of an administrator that this run creates. Default: the free one. */
  plan?: Tier;
}

@Module({ imports: [DatabaseModule.forProcess(), AuthModule, BillingModule] })
class BootstrapModule {}

/** A production administrator needs a mailbox. */
const DEFAULT_ADMIN_EMAIL = isProduction(environment()) ? undefined : 'admin@reelway.local';
const NO_ADDRESS = 'BOOTSTRAP_ADMIN_EMAIL must name a mailbox of yours in production while no administrator exists';

/** Creates the first administrator and a demo API key unless they exist, and prints them as one line of JSON. */
async function bootstrap(): Promise<void> {
  await assertConfiguration();
  const request = JSON.parse((await text(process.stdin)) || '{}') as BootstrapRequest;
  const app = await NestFactory.createApplicationContext(BootstrapModule, { logger: false, abortOnError: false });
  try {
    const config = app.get<AuthConfig>(authConfig.KEY);
    const email = config.BOOTSTRAP_ADMIN_EMAIL ?? request.admin?.email ?? DEFAULT_ADMIN_EMAIL;
    const ensured = await app.get(UsersService).ensureAdmin({ email, password: request.admin?.password });
    if (!ensured) throw new ConfigurationError([NO_ADDRESS]);
    const { user, created, generatedPassword } = ensured;
    await app.get(LedgerService).grant(welcomeGrant(user.id));
    if (created && request.plan)
      await app.get(EntitlementsService).grant({
        userId: user.id,
        tier: request.plan,
        features: [],
        note: 'the first account of a development instance',
        grantedBy: user.id,
      });
    const password = created ? (generatedPassword ?? request.admin?.password) : undefined;
    const apiKey =
      request.api_key === null ? null : await app.get(ApiKeysService).ensureKey(user.id, 'Demo key', request.api_key);
    process.stdout.write(`${JSON.stringify({ admin: { email: user.email, password, created }, api_key: apiKey })}\n`);
  } finally {
    await app.close();
  }
}

bootstrap().catch((error: unknown) => {
  process.stderr.write(`bootstrap failed: ${failureOf(error)}\n`);
  process.exitCode = 1;
});
