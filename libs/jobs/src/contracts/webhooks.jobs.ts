import { ArrayMaxSize, ArrayMinSize, IsUUID } from 'class-validator';
import { defineJob } from './define-job';

export class WebhookDeliveriesPayload {
  @IsUUID(undefined, { each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  deliveryIds: string[];
}

/** Attempts deliveries to webhook endpoints, once each. The deliveries' rows say when the next attempt is due. */
export const deliverWebhooks = defineJob({
  name: 'webhook.deliver',
  queue: 'io',
  payload: WebhookDeliveriesPayload,
  retry: { attempts: 3, backoffMs: 2_000, maxBackoffMs: 60_000 },
  timeoutSeconds: 120,
});
