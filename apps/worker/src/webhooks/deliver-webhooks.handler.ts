import { UsersService } from '@app/auth';
import { AppError } from '@app/core';
import {
  deliverWebhooks,
  HandlesJob,
  JobPublisherService,
  type JobRun,
  sendAccountMail,
  type WebhookDeliveriesPayload,
} from '@app/jobs';
import {
  type DeliveryAttempt,
  SignedPostService,
  type TakenDelivery,
  WebhookDeliveriesRepository,
  WebhookEndpointsRepository,
} from '@app/notifications';
import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { DataSource } from 'typeorm';

const AT_A_TIME = 20;

/** Sends events to the webhook endpoints of customers. A failed attempt is a result like any other: its row says what follows. */
@HandlesJob(deliverWebhooks)
@Injectable()
export class DeliverWebhooksHandler {
  constructor(
    private readonly dataSource: DataSource,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly sender: SignedPostService,
    private readonly users: UsersService,
    private readonly publisher: JobPublisherService,
  ) {}

  async handle({ deliveryIds }: WebhookDeliveriesPayload, { signal }: JobRun): Promise<void> {
    const limit = pLimit(AT_A_TIME);
    const results = await Promise.allSettled(deliveryIds.map((id) => limit(() => this.deliver(id, signal))));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  private async deliver(id: string, signal: AbortSignal): Promise<void> {
    const delivery = await this.deliveries.take(id);
    if (!delivery) return;
    const attempt = await this.attempt(delivery, signal);
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.deliveries.finish(delivery, attempt, manager))) return;
      const { email } = await this.users.get(delivery.userId, manager);
      const mail = { template: 'webhook_disabled', email, webhookId: delivery.endpointId } as const;
      await this.publisher.publish(sendAccountMail, mail, { manager });
    });
  }

  private async attempt(
    { url, endpointId, eventId, body }: TakenDelivery,
    signal: AbortSignal,
  ): Promise<DeliveryAttempt> {
    const secrets = await this.endpoints.signingSecrets(endpointId);
    const from = performance.now();
    const took = () => performance.now() - from;
    try {
      const status = await this.sender.post({ url, id: eventId, body, secrets }, signal);
      const isAccepted = status >= 200 && status < 300;
      return { status, problem: isAccepted ? null : `The server answered ${status}.`, durationMs: took() };
    } catch (error) {
      // A worker that stops leaves the delivery to another one.
      signal.throwIfAborted();
      if (!(error instanceof AppError)) throw error;
      return { status: null, problem: error.message, durationMs: took() };
    }
  }
}
