import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { BillingDataSubjectRepository } from './account/billing-data-subject.repository';
import { billingConfig } from './billing.config';
import { LedgerRepository } from './ledger/ledger.repository';
import { LedgerService } from './ledger/ledger.service';
import { LedgerAuditService } from './ledger/ledger-audit.service';
import { BillingNoticesRepository } from './notices/billing-notices.repository';
import { EntitlementsRepository } from './plans/entitlements.repository';
import { EntitlementsService } from './plans/entitlements.service';
import { PaymentsRepository } from './plans/payments.repository';
import { QuotaService } from './plans/quota.service';
import { stripeServices } from './providers/stripe';
import { stripeConfig } from './providers/stripe/stripe.config';

/** Token ledger, pricing, plans and entitlements, payments. */
@Module({
  imports: [billingConfig, coreConfig, stripeConfig].map((config) => ConfigModule.forFeature(config)),
  providers: [
    BillingDataSubjectRepository,
    LedgerRepository,
    LedgerService,
    LedgerAuditService,
    BillingNoticesRepository,
    EntitlementsRepository,
    EntitlementsService,
    PaymentsRepository,
    QuotaService,
    ...stripeServices,
  ],
  exports: [
    BillingDataSubjectRepository,
    BillingNoticesRepository,
    LedgerService,
    LedgerAuditService,
    EntitlementsService,
    PaymentsRepository,
    QuotaService,
    ...stripeServices,
  ],
})
export class BillingModule {}
