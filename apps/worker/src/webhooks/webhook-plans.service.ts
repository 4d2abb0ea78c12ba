import { UsersService } from '@app/auth';
import { EntitlementsService } from '@app/billing';
import { ChangeFeedService } from '@app/core';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { WebhookEndpointsRepository } from '@app/notifications';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export const OWNERS_A_BATCH = 200;
/** Milliseconds from a gap in the notifications, or from a failure, to the pass that makes up for it. */
const AFTER_GAP_MS = 1_000;
const AFTER_FAILURE_MS = 30_000;

/**
 * Disables the webhook endpoints of accounts whose plan does not include webhooks, and enables them when it does again:
 * when a plan changes, before a delivery, after changes that this process may have missed, and every hour, because grace
 * periods and grants end without a change.
 */
@Injectable()
export class WebhookPlansService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Webhooks');
  /** The last owner of the pass under way. */
  private checked?: string;
  private timer?: NodeJS.Timeout;
  /** Passes after a gap, one after the other. */
  private passes = Promise.resolve();
  private stopped = false;

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
      if (userId) this.check(userId).catch((error: Error) => this.repeatLater(error));
    };
    this.changes.follow('entitlements_changed', { onChange, onGap: () => this.checkAllIn(AFTER_GAP_MS) });
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.passes;
  }

  /** As remembered: an answer may be a moment old. */
  async include(userId: string): Promise<boolean> {
    return (await this.entitlements.of(userId)).features.has('outgoing_webhooks');
  }

  /**
   * Disables or enables the endpoints of an owner, as the plan says now; with one mail to the owner for all that it
   * disables. Returns whether the plan includes webhooks.
   */
  async apply(userId: string, manager: EntityManager): Promise<boolean> {
    // Otherwise a plan that was read first could be applied last.
    await manager.query(`select pg_advisory_xact_lock(hashtextextended('webhook plan ' || $1, 0))`, [userId]);
    const isIncluded = (await this.entitlements.now(userId, manager)).features.has('outgoing_webhooks');
    if (isIncluded) await this.endpoints.resume(userId, manager);
    else await this.suspend(userId, manager);
    return isIncluded;
  }

  /** The next owners of endpoints. Returns their number. */
  async checkNext(): Promise<number> {
    const owners = await this.checkAfter(this.checked);
    this.checked = owners.length < OWNERS_A_BATCH ? undefined : owners.at(-1);
    return owners.length;
  }

  private async suspend(userId: string, manager: EntityManager): Promise<void> {
    const [webhookId] = await this.endpoints.suspend(userId, manager);
    if (!webhookId) return;
    const { email } = await this.users.get(userId, manager);
    await this.publisher.publish(sendAccountMail, { template: 'webhook_disabled', email, webhookId }, { manager });
  }

  private async check(userId: string): Promise<void> {
    const [owner] = await this.endpoints.ownersByPlan({ ownerId: userId, limit: 1 });
    if (owner) await this.dataSource.transaction((manager) => this.apply(userId, manager));
  }

  private checkAllIn(ms: number): void {
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      // Until the feed is live, it may miss further changes.
      if (!this.changes.isLive) this.checkAllIn(AFTER_GAP_MS);
      else this.passes = this.passes.then(() => this.checkAll()).catch((error: Error) => this.repeatLater(error));
    }, ms).unref();
  }

  private async checkAll(): Promise<void> {
    for (let after: string | undefined; !this.stopped; ) {
      const owners = await this.checkAfter(after);
      if (owners.length < OWNERS_A_BATCH) return;
      after = owners.at(-1);
    }
  }

  /** Each in a transaction of its own: several workers make a pass at the same time, and wait for each other's locks. */
  private async checkAfter(after: string | undefined): Promise<string[]> {
    const owners = await this.endpoints.ownersByPlan({ after, limit: OWNERS_A_BATCH });
    for (const userId of owners) {
      if (this.stopped) break;
      await this.dataSource.transaction((manager) => this.apply(userId, manager));
    }
    return owners;
  }

  private repeatLater(error: Error): void {
    this.logger.warn(`a plan was not read: ${error.message}`);
    // Keeps a timer that runs: repeated failures would otherwise postpone the pass again and again.
    if (!this.timer) this.checkAllIn(AFTER_FAILURE_MS);
  }
}
