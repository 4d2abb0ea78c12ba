import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { billingConfig } from './billing.config';
import { LedgerAuditService } from './ledger/ledger-audit.service';
import { LedgerRepository } from './ledger/ledger.repository';
import { LedgerService } from './ledger/ledger.service';
import { EntitlementsRepository } from './plans/entitlements.repository';
import { EntitlementsService } from './plans/entitlements.service';
import { QuotaService } from './plans/quota.service';

/** Token ledger, pricing, plans and entitlements, payments. */
@Module({
  imports: [ConfigModule.forFeature(billingConfig)],
  providers: [LedgerRepository, LedgerService, LedgerAuditService, EntitlementsRepository, EntitlementsService, QuotaService],
  exports: [LedgerService, LedgerAuditService, EntitlementsService, QuotaService],
})
export class BillingModule {}
