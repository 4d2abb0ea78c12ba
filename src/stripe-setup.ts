import 'reflect-metadata';
import { BillingModule, StripeSetupService } from '@app/billing';
import { DatabaseModule } from '@app/core';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { assertConfiguration } from './start/assert-configuration';
import { failureOf } from './start/failure-of';

@Module({ imports: [DatabaseModule.forProcess(), BillingModule] })
class StripeSetupModule {}

/** Prepares the Stripe account of STRIPE_SECRET_KEY: products, prices, customer portal, webhook. Safe to run again. */
async function setUpStripe(): Promise<void> {
  await assertConfiguration();
  const app = await NestFactory.createApplicationContext(StripeSetupModule, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  try {
    for (const { what, outcome, secret } of await app.get(StripeSetupService).setUp()) {
      process.stdout.write(
        `${outcome.padEnd(8)}${what}\n${secret ? `        STRIPE_WEBHOOK_SECRET=${secret}   (shown only now)\n` : ''}`,
      );
    }
  } finally {
    await app.close();
  }
}

setUpStripe().catch((error: unknown) => {
  process.stderr.write(`The Stripe account could not be set up: ${failureOf(error)}\n`);
  process.exitCode = 1;
});
