import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { JobWorkersModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { Module } from '@nestjs/common';
import { AuditLedgerHandler } from './audit-ledger.handler';
import { ChangeCustomerAddressHandler } from './change-customer-address.handler';
import { FollowAccountDeletionHandler } from './follow-account-deletion.handler';
import { NoticeDispatcherService } from './notice-dispatcher.service';
import { ProcessPaymentEventHandler } from './process-payment-event.handler';
import { RepairPaymentEventsHandler } from './repair-payment-events.handler';

@Module({
  imports: [JobWorkersModule, AuthModule, BillingModule, NotificationsModule],
  providers: [
    AuditLedgerHandler,
    ChangeCustomerAddressHandler,
    FollowAccountDeletionHandler,
    ProcessPaymentEventHandler,
    RepairPaymentEventsHandler,
    NoticeDispatcherService,
  ],
})
export class BillingJobsModule {}
