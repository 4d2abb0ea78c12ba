import {
  BillingModule,
  EntitlementsService,
  LedgerAuditService,
  LedgerService,
  QuotaService,
  StripeCheckoutService,
  StripeInboxService,
  StripeSetupService,
  StripeSyncService,
} from '@app/billing';
import { DatabaseModule, newId } from '@app/core';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { type StripeEmulator, startStripeEmulator } from '../emulators/stripe-emulator';
import { createTestDatabase } from '../servers/test-database';

@Module({ imports: [DatabaseModule.forProcess(), BillingModule] })
class PaymentsModule {}

/**
 * The billing lib with a separate database and Stripe account, with prices set up. Webhooks are held back: tests
 * deliver them.
 */
export async function openTestPayments(env: Readonly<Record<string, string>> = {}) {
  const database = await createTestDatabase();
  const emulator = await startStripeEmulator();
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    DATABASE_POOL_SIZE: '10',
    STRIPE_SECRET_KEY: 'sk_test_emulator',
    STRIPE_WEBHOOK_SECRET: 'whsec_current,whsec_previous',
    STRIPE_API_URL: emulator.url,
    STRIPE_TRIAL_DAYS_DEFAULT: '0',
    ...env,
  });
  const app = await NestFactory.createApplicationContext(PaymentsModule, { logger: false, abortOnError: false });
  await emulator.control('PUT', '/webhooks', { hold: true });
  const services = {
    setup: app.get(StripeSetupService),
    checkout: app.get(StripeCheckoutService),
    sync: app.get(StripeSyncService),
    inbox: app.get(StripeInboxService),
    ledger: app.get(LedgerService),
    entitlements: app.get(EntitlementsService),
    quota: app.get(QuotaService),
    dataSource: app.get(DataSource),
    assertSound: async () => {
      const wrong = (await app.get(LedgerAuditService).audit()).filter(({ violations }) => violations > 0);
      if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
    },
  };
  if (process.env.STRIPE_SECRET_KEY) await services.setup.setUp();
  return {
    ...services,
    get: app.get.bind(app),
    databaseUrl: database.url,
    emulator,
    newBuyer: async () => {
      const userId = newId();
      const buyer = { userId, email: `${userId}@example.com`, name: 'A test user' };
      await services.dataSource.query('insert into users (id, email, name) values ($1, $2, $3)', [
        userId,
        buyer.email,
        buyer.name,
      ]);
      return buyer;
    },
    close: async () => {
      await app.close();
      await emulator.close();
      await database.drop();
    },
  };
}

export type TestPayments = Awaited<ReturnType<typeof openTestPayments>>;

/** The newest event of each type that concerns a customer. */
export async function eventsOf(
  { sdk }: StripeEmulator,
  customerId: string,
  types: readonly string[],
): Promise<Stripe.Event[]> {
  const { data } = await sdk.events.list({ types: [...types], limit: 100 });
  return types.flatMap(
    (type) =>
      data.find((event) => event.type === type && JSON.stringify(event.data.object).includes(`"${customerId}"`)) ?? [],
  );
}
