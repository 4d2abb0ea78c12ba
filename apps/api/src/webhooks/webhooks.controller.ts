import {
  type Actor,
  CurrentActor,
  CurrentPrincipal,
  RequireRecentSignIn,
  RequireScope,
  RequireSession,
  reauthenticationRequired,
  type SessionPrincipal,
  type UserPrincipal,
} from '@app/auth';
import { tierRequired } from '@app/billing';
import { existingId, idempotencyNotSupported, notFound, RefusesIdempotencyKey } from '@app/core';
import { ACCOUNT_EVENTS, tooManyWebhooks, WebhookEndpointsRepository, webhookExists } from '@app/notifications';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throws } from '../http/throws.decorator';
import { IssuedWebhookResponse, WebhookListResponse, WebhookResponse } from './webhook.response';
import { ChangeWebhookDto, CreateWebhookDto, RotateWebhookSecretDto } from './webhooks.dto';
import { WebhooksService } from './webhooks.service';

@ApiTags('Webhooks')
@Controller('api/webhooks')
export class WebhooksController {
  constructor(
    private readonly service: WebhooksService,
    private readonly endpoints: WebhookEndpointsRepository,
  ) {}

  @RequireScope('webhooks:read')
  @Get()
  @ApiOperation({
    summary: 'List the webhook endpoints and all types of events',
    description: 'All endpoints: there are at most 20.',
  })
  @ApiOkResponse({ type: WebhookListResponse })
  async listWebhooks(@CurrentPrincipal() principal: UserPrincipal): Promise<WebhookListResponse> {
    const endpoints = await this.endpoints.list(principal);
    return { webhooks: endpoints.map((each) => WebhookResponse.of(each)), event_types: [...ACCOUNT_EVENTS] };
  }

  @RequireScope('webhooks:write')
  @RequireRecentSignIn()
  @RefusesIdempotencyKey()
  @Post()
  @ApiOperation({
    summary: 'Create a webhook endpoint',
    description:
      'Every event is sent as a POST request that is signed as Standard Webhooks specifies. Only this answer shows the secret. Any 2xx status within 10 seconds accepts the event; otherwise it is sent again, ten times within three days. An event may arrive more than once, with the same `webhook-id`, and not in order. An account has at most 20 endpoints, each with an address of its own.',
  })
  @Throws(idempotencyNotSupported, reauthenticationRequired, tierRequired, tooManyWebhooks, webhookExists)
  @ApiCreatedResponse({ type: IssuedWebhookResponse })
  async createWebhook(
    @CurrentPrincipal() principal: UserPrincipal,
    @Body() webhook: CreateWebhookDto,
    @CurrentActor() actor: Actor,
  ): Promise<IssuedWebhookResponse> {
    return IssuedWebhookResponse.ofIssued(await this.service.create(principal, webhook, actor));
  }

  @RequireScope('webhooks:read')
  @Get(':id')
  @ApiOperation({ summary: 'Get a webhook endpoint' })
  @Throws(notFound)
  @ApiOkResponse({ type: WebhookResponse })
  async getWebhook(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
  ): Promise<WebhookResponse> {
    return WebhookResponse.of(await this.service.find(principal, id));
  }

  @RequireScope('webhooks:write')
  @RequireRecentSignIn()
  @Patch(':id')
  @ApiOperation({
    summary: 'Change a webhook endpoint',
    description: 'Events that are waiting go to the new address. Enabling an endpoint sends what is still waiting.',
  })
  @Throws(reauthenticationRequired, notFound, tierRequired, webhookExists)
  @ApiOkResponse({ type: WebhookResponse })
  async changeWebhook(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @Body() changes: ChangeWebhookDto,
    @CurrentActor() actor: Actor,
  ): Promise<WebhookResponse> {
    return WebhookResponse.of(await this.service.change(principal, id, changes, actor));
  }

  @RequireScope('webhooks:write')
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a webhook endpoint and its delivery log' })
  @Throws(notFound)
  @ApiNoContentResponse()
  deleteWebhook(
    @CurrentPrincipal() principal: UserPrincipal,
    @Param('id', existingId) id: string,
    @CurrentActor() actor: Actor,
  ): Promise<void> {
    return this.service.remove(principal, id, actor);
  }

  @RequireSession('admin')
  @RequireRecentSignIn()
  @RefusesIdempotencyKey()
  @Post(':id/rotate-secret')
  @ApiOperation({
    summary: 'Replace the secret of a webhook endpoint',
    description:
      'Only this answer shows the new secret. During `grace_seconds` messages carry a second signature with the secret that it replaces.',
  })
  @Throws(idempotencyNotSupported, notFound, reauthenticationRequired)
  @ApiCreatedResponse({ type: IssuedWebhookResponse })
  async rotateWebhookSecret(
    @CurrentPrincipal() principal: SessionPrincipal,
    @Param('id', existingId) id: string,
    @Body() { grace_seconds }: RotateWebhookSecretDto,
    @CurrentActor() actor: Actor,
  ): Promise<IssuedWebhookResponse> {
    return IssuedWebhookResponse.ofIssued(await this.service.rotateSecret(principal, id, grace_seconds, actor));
  }
}
