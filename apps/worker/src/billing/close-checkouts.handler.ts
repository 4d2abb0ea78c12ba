import { StripeCustomerErasureService } from '@app/billing';
import { type AccountPayload, closeCheckouts, HandlesJob } from '@app/jobs';
import { Injectable } from '@nestjs/common';

@HandlesJob(closeCheckouts)
@Injectable()
export class CloseCheckoutsHandler {
  constructor(private readonly customers: StripeCustomerErasureService) {}

  async handle({ userId }: AccountPayload): Promise<void> {
    await this.customers.closeCheckouts(userId);
  }
}
