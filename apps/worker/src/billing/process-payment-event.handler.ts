import { StripeInboxService } from '@app/billing';
import { HandlesJob, type PaymentEventPayload, processPaymentEvent } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NoticeDispatcherService } from './notice-dispatcher.service';

@HandlesJob(processPaymentEvent)
@Injectable()
export class ProcessPaymentEventHandler {
  constructor(
    private readonly inbox: StripeInboxService,
    private readonly notices: NoticeDispatcherService,
    private readonly dataSource: DataSource,
  ) {}

  async handle({ eventId }: PaymentEventPayload): Promise<void> {
    await this.inbox.process(eventId);
    await this.dataSource.transaction((manager) => this.notices.dispatch(manager));
  }
}
