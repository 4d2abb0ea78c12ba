import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { billingConfig } from './billing.config';
import { LedgerAuditService } from './ledger/ledger-audit.service';
import { LedgerRepository } from './ledger/ledger.repository';
import { LedgerService } from './ledger/ledger.service';

/** Token ledger, pricing, plans and entitlements, payments. */
@Module({
  imports: [ConfigModule.forFeature(billingConfig)],
  providers: [LedgerRepository, LedgerService, LedgerAuditService],
  exports: [LedgerService, LedgerAuditService],
})
export class BillingModule {}
