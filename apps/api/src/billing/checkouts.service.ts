import { type SessionPrincipal, UsersService } from '@app/auth';
import { type CheckoutPage, StripeCheckoutService, StripeInboxService } from '@app/billing';
import { JobPublisherService, processPaymentEvent } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Use cases that join payments with users and jobs. */
@Injectable()
export class CheckoutsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly users: UsersService,
    private readonly stripe: StripeCheckoutService,
    private readonly inbox: StripeInboxService,
    private readonly publisher: JobPublisherService,
  ) {}

  /** The owner of the workspace buys: it is their plan and their tokens. */
  async open({ ownerId }: SessionPrincipal, lookupKey: string | undefined): Promise<CheckoutPage> {
    const { email, name } = await this.users.get(ownerId);
    return this.stripe.checkout({ userId: ownerId, email, name }, lookupKey);
  }

  /** The event and its job are stored together; a repeated delivery changes nothing. */
  async receive(body: Buffer, signature: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const eventId = await this.inbox.receive(body, signature, manager);
      if (eventId) await this.publisher.publish(processPaymentEvent, { eventId }, { manager });
    });
  }
}
