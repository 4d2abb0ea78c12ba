import { AuditLogService } from '@app/auth';
import { type BillingNotice, BillingNoticesRepository, toTokens } from '@app/billing';
import { JobPublisherService, mailBillingNotice } from '@app/jobs';
import { type AccountEvent, AccountEventsRepository, NotificationSettingsService } from '@app/notifications';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

const NOTICES_A_RUN = 200;

/** Dispatches billing notices: publishes the mail and the event of each in the transaction that marks it as dispatched. */
@Injectable()
export class NoticeDispatcherService {
  constructor(
    private readonly notices: BillingNoticesRepository,
    private readonly publisher: JobPublisherService,
    private readonly audit: AuditLogService,
    private readonly events: AccountEventsRepository,
    private readonly settings: NotificationSettingsService,
  ) {}

  /** Returns the number of notices. */
  async dispatch(manager: EntityManager): Promise<number> {
    const pending = await this.notices.takeUndispatched(NOTICES_A_RUN, manager);
    for (const notice of pending) {
      if (await this.isMailed(notice))
        await this.publisher.publish(mailBillingNotice, { noticeId: notice.id }, { manager });
      if (notice.kind === 'subscription_duplicate') await this.auditDuplicate(notice, manager);
      await this.events.record(notice.userId, eventsOf(notice), manager);
    }
    return pending.length;
  }

  /** Users may turn off only the mail about a low token balance. No mail reports a quota. */
  private async isMailed({ kind, userId }: BillingNotice): Promise<boolean> {
    if (kind === 'quota_reached') return false;
    return kind !== 'tokens_low' || (await this.settings.of(userId)).choices.mail.tokens_low;
  }

  /** Records the cancellation in the audit log, because we, not the customer, cancelled the subscription. */
  private async auditDuplicate(
    { userId, facts }: Extract<BillingNotice, { kind: 'subscription_duplicate' }>,
    manager: EntityManager,
  ): Promise<void> {
    const target = { type: 'user' as const, id: userId };
    await this.audit.append(
      { kind: 'system', id: null, ip: null },
      { chain: userId, action: 'subscription.duplicate_cancelled', target, after: facts },
      manager,
    );
  }
}

/** The events that report a notice to webhook endpoints; empty when they do not receive that kind. */
function eventsOf({ userId: id, kind, facts }: BillingNotice): AccountEvent[] {
  if (kind === 'tokens_low') return [{ type: 'tokens.low', data: { id, available: toTokens(facts.available) } }];
  if (kind === 'plan_changed') return [{ type: 'subscription.updated', data: { id, from: facts.from, to: facts.to } }];
  if (kind === 'payment_failed')
    return [{ type: 'subscription.past_due', data: { id, tier: facts.tier, since: facts.since } }];
  if (kind === 'quota_reached') return [{ type: 'quota.reached', data: { id, ...facts } }];
  return [];
}
