import { type Actor, AuditLogService, type UserPrincipal } from '@app/auth';
import { EntitlementsService } from '@app/billing';
import { notFound, type Owner, SafeHttpService } from '@app/core';
import {
  WebhookDeliveriesRepository,
  type WebhookDelivery,
  type WebhookEndpoint,
  WebhookEndpointsRepository,
  webhookDeliveryUnfinished,
} from '@app/notifications';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ChangeWebhookDto, CreateWebhookDto } from './webhooks.dto';

/** The webhook endpoints of an account, with entries in the audit log. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly entitlements: EntitlementsService,
    private readonly http: SafeHttpService,
    private readonly audit: AuditLogService,
  ) {}

  /** @throws tier_required, invalid_input for an address that is not public, too_many_webhooks, webhook_exists */
  async create(
    principal: UserPrincipal,
    given: CreateWebhookDto,
    actor: Actor,
  ): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
    await this.entitlements.requireFeature(principal.ownerId, 'outgoing_webhooks');
    const url = this.addressOf(given.url);
    return this.dataSource.transaction(async (manager) => {
      const created = await this.endpoints.create(principal, { ...given, url }, manager);
      await this.record('webhook.created', created.endpoint, actor, manager);
      return created;
    });
  }

  /** @throws not_found, tier_required to enable it, invalid_input for an address that is not public, webhook_exists */
  async change(principal: UserPrincipal, id: string, given: ChangeWebhookDto, actor: Actor): Promise<WebhookEndpoint> {
    if (given.enabled) await this.entitlements.requireFeature(principal.ownerId, 'outgoing_webhooks');
    const url = given.url === undefined ? undefined : this.addressOf(given.url);
    return this.dataSource.transaction(async (manager) => {
      const endpoint = await this.endpoints.change(principal, id, { ...given, url }, manager);
      if (!endpoint) throw notFound();
      await this.record('webhook.changed', endpoint, actor, manager);
      return endpoint;
    });
  }

  /** @throws not_found */
  async remove(principal: UserPrincipal, id: string, actor: Actor): Promise<void> {
    const endpoint = await this.find(principal, id);
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.endpoints.remove(principal, id, manager))) throw notFound();
      await this.record('webhook.deleted', endpoint, actor, manager);
    });
  }

  /** @throws not_found */
  rotateSecret(principal: UserPrincipal, id: string, graceSeconds: number, actor: Actor) {
    return this.dataSource.transaction(async (manager) => {
      const rotated = await this.endpoints.rotateSecret(principal, id, graceSeconds, manager);
      if (!rotated) throw notFound();
      await this.record('webhook.secret_rotated', rotated.endpoint, actor, manager);
      return rotated;
    });
  }

  /** @throws not_found */
  async find(owner: Owner, id: string): Promise<WebhookEndpoint> {
    const endpoint = await this.endpoints.find(owner, id);
    if (!endpoint) throw notFound();
    return endpoint;
  }

  /** @throws not_found */
  async delivery(owner: Owner, id: string, deliveryId: string): Promise<WebhookDelivery> {
    await this.find(owner, id);
    const delivery = await this.deliveries.find(id, deliveryId);
    if (!delivery) throw notFound();
    return delivery;
  }

  /** Sends a test event now. @throws not_found, rate_limited */
  async test(owner: Owner, id: string): Promise<WebhookDelivery> {
    await this.find(owner, id);
    const deliveryId = await this.dataSource.transaction((manager) => this.deliveries.recordTest(id, manager));
    return this.delivery(owner, id, deliveryId);
  }

  /** Sends a finished delivery again. @throws not_found, webhook_delivery_unfinished */
  async repeat(owner: Owner, id: string, deliveryId: string): Promise<WebhookDelivery> {
    await this.delivery(owner, id, deliveryId);
    if (!(await this.deliveries.repeat(id, deliveryId))) throw webhookDeliveryUnfinished();
    return this.delivery(owner, id, deliveryId);
  }

  /** Without a fragment, which no request contains: addresses that differ in it are the same. @throws invalid_input */
  private addressOf(url: string): string {
    const [address] = this.http.checkField('url', url).split('#', 1);
    return address ?? '';
  }

  private record(
    action: `webhook.${'created' | 'changed' | 'deleted' | 'secret_rotated'}`,
    { id, userId, url, events, disabledReason }: WebhookEndpoint,
    actor: Actor,
    manager: EntityManager,
  ): Promise<unknown> {
    const after = { url, events, enabled: disabledReason === null };
    return this.audit.append(actor, { chain: userId, action, target: { type: 'webhook', id }, after }, manager);
  }
}
