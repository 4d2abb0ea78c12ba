import { paymentsNotConfigured, StripeInboxService } from '@app/billing';
import type { JobHandler, repairPaymentEvents } from '@app/jobs';
import { Injectable } from '@nestjs/common';

/** Does nothing where payments are not configured. */
@Injectable()
export class RepairPaymentEventsHandler implements JobHandler<typeof repairPaymentEvents> {
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
