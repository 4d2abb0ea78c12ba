import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { billingConfig } from './billing.config';

/** Token ledger, pricing, plans and entitlements, payments. */
@Module({ imports: [ConfigModule.forFeature(billingConfig)] })
export class BillingModule {}
