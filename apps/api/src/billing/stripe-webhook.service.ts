import { StripeInboxService } from '@app/billing';
import { JobPublisherService, processPaymentEvent } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Accepts Stripe's events. */
@Injectable()
export class StripeWebhookService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inbox: StripeInboxService,
    private readonly publisher: JobPublisherService,
  ) {}

  /**
   * Stores the event and its job together; a repeated delivery changes nothing.
   * @throws webhook_invalid, payments_not_configured
   */
  async receive(body: Buffer, signature: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const eventId = await this.inbox.receive(body, signature, manager);
      if (eventId) await this.publisher.publish(processPaymentEvent, { eventId }, { manager });
    });
  }
}
