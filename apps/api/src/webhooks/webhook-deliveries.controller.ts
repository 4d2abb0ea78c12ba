import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { existingId, notFound } from '@app/core';
import { WebhookDeliveriesRepository, webhookDeliveryUnfinished } from '@app/notifications';
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throws } from '../http/throws.decorator';
import {
  WebhookDeliveryDetailResponse,
  WebhookDeliveryListResponse,
  WebhookDeliveryResponse,
} from './webhook.response';
import { WebhookDeliveriesQuery } from './webhook-deliveries.query';
import { WebhooksService } from './webhooks.service';

@ApiTags('Webhooks')
@Throws(notFound)
@Controller('api/webhooks/:id')
export class WebhookDeliveriesController {
  constructor(
    private readonly service: WebhooksService,
    private readonly deliveries: WebhookDeliveriesRepository,
  ) {}

  @RequireScope('webhooks:write')
  @Post('test')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Send a test event to a webhook endpoint',
    description:
      'The event has the type `webhook.test`. The delivery log shows what became of it. An endpoint gets at most ten test events a minute.',
  })
  @ApiAcceptedResponse({ type: WebhookDeliveryResponse })
  async testWebhook(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<WebhookDeliveryResponse> {
    return WebhookDeliveryResponse.of(await this.service.test(principal, id));
  }

  @RequireScope('webhooks:read')
  @Get('deliveries')
  @ApiOperation({ summary: 'List the deliveries of a webhook endpoint, newest first' })
  @ApiOkResponse({ type: WebhookDeliveryListResponse })
  async listWebhookDeliveries(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Query() query: WebhookDeliveriesQuery,
  ): Promise<WebhookDeliveryListResponse> {
    await this.service.find(principal, id);
    return WebhookDeliveryListResponse.of(await this.deliveries.list(id, query));
  }

  @RequireScope('webhooks:read')
  @Get('deliveries/:delivery_id')
  @ApiOperation({ summary: 'Get a delivery with its body' })
  @ApiOkResponse({ type: WebhookDeliveryDetailResponse })
  async getWebhookDelivery(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Param('delivery_id', existingId) deliveryId: string,
  ): Promise<WebhookDeliveryDetailResponse> {
    return WebhookDeliveryDetailResponse.ofDetail(await this.service.delivery(principal, id, deliveryId));
  }

  @RequireScope('webhooks:write')
  @Post('deliveries/:delivery_id/redeliver')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Send a finished delivery again',
    description: 'The body and the `webhook-id` stay the same.',
  })
  @Throws(webhookDeliveryUnfinished)
  @ApiAcceptedResponse({ type: WebhookDeliveryResponse })
  async redeliverWebhook(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Param('delivery_id', existingId) deliveryId: string,
  ): Promise<WebhookDeliveryResponse> {
    return WebhookDeliveryResponse.of(await this.service.repeat(principal, id, deliveryId));
  }
}
