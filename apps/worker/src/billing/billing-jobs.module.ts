import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { JobWorkersModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { DataSubjectJobsModule } from '../data-subject/data-subject-jobs.module';
import { AuditLedgerHandler } from './audit-ledger.handler';
import { BillingDataSubjectService } from './billing-data-subject.service';
import { NoticeDispatcherService } from './notice-dispatcher.service';
import { ProcessPaymentEventHandler } from './process-payment-event.handler';
import { RepairPaymentEventsHandler } from './repair-payment-events.handler';

@Module({
  imports: [JobWorkersModule, AuthModule, DataSubjectJobsModule, BillingModule],
  providers: [
    AuditLedgerHandler,
    BillingDataSubjectService,
    ProcessPaymentEventHandler,
    RepairPaymentEventsHandler,
    NoticeDispatcherService,
  ],
})
export class BillingJobsModule {}
