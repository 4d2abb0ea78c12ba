import { StripeInbox } from '@app/billing';
import type { JobHandler, PaymentEventPayload, processPaymentEvent } from '@app/jobs';
import { Injectable } from '@nestjs/common';

@Injectable()
export class ProcessPaymentEventHandler implements JobHandler<typeof processPaymentEvent> {
  constructor(private readonly inbox: StripeInbox) {}

  handle({ eventId }: PaymentEventPayload): Promise<void> {
    return this.inbox.process(eventId);
  }
}
