import { StripeInboxService } from '@app/billing';
import type { JobHandler, PaymentEventPayload, processPaymentEvent } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NoticeDispatcherService } from './notice-dispatcher.service';

@Injectable()
export class ProcessPaymentEventHandler implements JobHandler<typeof processPaymentEvent> {
  constructor(
    private readonly inbox: StripeInboxService,
    private readonly notices: NoticeDispatcherService,
    private readonly dataSource: DataSource,
  ) {}

  async handle({ eventId }: PaymentEventPayload): Promise<void> {
    await this.inbox.process(eventId);
    await this.dataSource.transaction((manager) => this.notices.tell(manager));
  }
}
