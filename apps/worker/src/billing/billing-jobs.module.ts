import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { JobWorkersModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { PersonalDataModule } from '../data-subject/data-subject-jobs.module';
import { AuditLedgerHandler } from './audit-ledger.handler';
import { BillingProcessor } from './billing.processor';
import { BillingRecords } from './billing-data-subject.service';
import { BillingUpkeep } from './billing-maintenance.service';
import { TellNotices } from './notice-dispatcher.service';
import { ProcessPaymentEventHandler } from './process-payment-event.handler';
import { RepairPaymentEventsHandler } from './repair-payment-events.handler';

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
