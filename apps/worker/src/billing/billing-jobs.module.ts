import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { JobWorkersModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { PersonalDataModule } from '../personal-data/personal-data.module';
import { AuditLedgerHandler } from './audit-ledger.handler';
import { BillingProcessor } from './billing.processor';
import { BillingRecords } from './billing-records.service';
import { BillingUpkeep } from './billing-upkeep.service';
import { ProcessPaymentEventHandler } from './process-payment-event.handler';
import { RepairPaymentEventsHandler } from './repair-payment-events.handler';
import { TellNotices } from './tell-notices.service';

@Module({
  imports: [JobWorkersModule, AuthModule, PersonalDataModule, BillingModule],
  providers: [
    AuditLedgerHandler,
    BillingProcessor,
    BillingRecords,
    BillingUpkeep,
    ProcessPaymentEventHandler,
    RepairPaymentEventsHandler,
    TellNotices,
  ],
})
export class BillingJobsModule {}
