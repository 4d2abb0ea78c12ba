import { PageQuery } from '@app/core';
import { WEBHOOK_DELIVERY_STATUSES, type WebhookDeliveryStatus } from '@app/notifications';
import { IsIn, IsOptional } from 'class-validator';

export class WebhookDeliveriesQuery extends PageQuery {
  /** Only deliveries in this state. */
  @IsOptional()
  @IsIn(WEBHOOK_DELIVERY_STATUSES)
  status?: WebhookDeliveryStatus;
}
