import { paymentsNotConfigured, StripeInboxService } from '@app/billing';
import { HandlesJob, repairPaymentEvents } from '@app/jobs';
import { Injectable } from '@nestjs/common';

/** Does nothing where payments are not configured. */
@HandlesJob(repairPaymentEvents)
@Injectable()
export class RepairPaymentEventsHandler {
  constructor(private readonly inbox: StripeInboxService) {}

  async handle(): Promise<{ processed: number; failed: number }> {
    try {
      return await this.inbox.repair();
    } catch (error) {
      if (paymentsNotConfigured.is(error)) return { processed: 0, failed: 0 };
      throw error;
    }
  }
}
