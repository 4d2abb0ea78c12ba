import { UsersService } from '@app/auth';
import { EntitlementsService } from '@app/billing';
import { ChangeFeedService } from '@app/core';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { WebhookEndpointsRepository } from '@app/notifications';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export const OWNERS_A_BATCH = 200;

/**
 * Disables the webhook endpoints of accounts whose plan does not include webhooks, and enables them when it does again:
 * when a plan changes, before a delivery, and every hour, because grace periods and grants end without a change.
 */
@Injectable()
export class WebhookPlansService implements OnModuleInit {
  private readonly logger = new Logger('Webhooks');
  /** The last owner of the pass under way. */
  private checked?: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly entitlements: EntitlementsService,
    private readonly users: UsersService,
    private readonly publisher: JobPublisherService,
    private readonly changes: ChangeFeedService,
  ) {}

  onModuleInit(): void {
    const onChange = (userId?: string) => {
      if (userId) this.check(userId).catch((error: Error) => this.logger.warn(`a plan was not read: ${error.message}`));
    };
    this.changes.follow('entitlements_changed', { onChange, onGap: () => undefined });
  }

  async include(userId: string, manager?: EntityManager): Promise<boolean> {
    return (await this.entitlements.of(userId, manager)).features.has('outgoing_webhooks');
  }

  /** With one mail to the owner for all endpoints. */
  async suspend(userId: string, manager: EntityManager): Promise<void> {
    const [webhookId] = await this.endpoints.suspend(userId, manager);
    if (!webhookId) return;
    const { email } = await this.users.get(userId, manager);
    await this.publisher.publish(sendAccountMail, { template: 'webhook_disabled', email, webhookId }, { manager });
  }

  /** The next owners of endpoints. Returns their number. */
  async checkNext(manager: EntityManager): Promise<number> {
    const owners = await this.endpoints.ownersByPlan({ after: this.checked, limit: OWNERS_A_BATCH }, manager);
    for (const userId of owners) await this.apply(userId, await this.include(userId, manager), manager);
    this.checked = owners.length < OWNERS_A_BATCH ? undefined : owners.at(-1);
    return owners.length;
  }

  private async check(userId: string): Promise<void> {
    // Meanwhile the former entitlements are forgotten.
    const [owner] = await this.endpoints.ownersByPlan({ ownerId: userId, limit: 1 });
    if (!owner) return;
    const isIncluded = await this.include(userId);
    await this.dataSource.transaction((manager) => this.apply(userId, isIncluded, manager));
  }

  private async apply(userId: string, isIncluded: boolean, manager: EntityManager): Promise<void> {
    if (isIncluded) await this.endpoints.resume(userId, manager);
    else await this.suspend(userId, manager);
  }
}
