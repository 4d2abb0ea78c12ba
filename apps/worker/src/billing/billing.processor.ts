import { JobExecutorService, JobProcessor, ProcessesQueue } from '@app/jobs';
import { AuditLedgerHandler } from './audit-ledger.handler';
import { ProcessPaymentEventHandler } from './process-payment-event.handler';
import { RepairPaymentEventsHandler } from './repair-payment-events.handler';

@ProcessesQueue('billing')
export class BillingProcessor extends JobProcessor<'billing'> {
  constructor(
    executor: JobExecutorService,
    processEvent: ProcessPaymentEventHandler,
    repair: RepairPaymentEventsHandler,
    audit: AuditLedgerHandler,
  ) {
    super(executor, { 'payment_event.process': processEvent, 'payment_event.repair': repair, 'ledger.audit': audit });
  }
}
