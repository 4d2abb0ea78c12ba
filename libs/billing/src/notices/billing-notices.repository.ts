import { newId } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { BillingNotice, NewNotice } from './billing-notice';

const NOTICE = `id, user_id as "userId", kind, facts`;

/** Notices about money and tokens, from the change that causes them until they are dispatched. */
@Injectable()
export class BillingNoticesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Does nothing when the cause is known. */
  async add(userId: string, { kind, cause, facts }: NewNotice, manager: EntityManager): Promise<void> {
    await manager.query(
      'insert into billing_notices (id, user_id, kind, cause, facts) values ($1, $2, $3, $4, $5) on conflict (cause) do nothing',
      [newId(), userId, kind, cause, JSON.stringify(facts)],
    );
  }

  /** Adds the notice that a trial ends soon, if the subscription in our copy is a trial that leads to a payment. */
  async addTrialEnding(subscriptionId: string): Promise<void> {
    await this.dataSource.query(
      `insert into billing_notices (id, user_id, kind, cause, facts)
        select $2, user_id, 'trial_ending', 'trial_ending:' || id || ':' || extract(epoch from trial_end)::bigint,
          jsonb_build_object('tier', tier, 'endsAt', to_char(trial_end at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
        from subscriptions where id = $1 and status = 'trialing' and trial_end is not null and not cancel_at_period_end
        on conflict (cause) do nothing`,
      [subscriptionId, newId()],
    );
  }

  /**
   * Marks undispatched notices as dispatched and returns them, oldest first; the caller publishes them in the same
   * transaction.
   */
  async takeUndispatched(limit: number, manager: EntityManager): Promise<BillingNotice[]> {
    return manager.query<BillingNotice[]>(
      `with due as (select id from billing_notices where dispatched_at is null order by created_at limit $1 for update skip locked),
        taken as (update billing_notices set dispatched_at = now() where id in (select id from due) returning *)
        select ${NOTICE} from taken order by created_at, id`,
      [limit],
    );
  }

  async find(id: string): Promise<BillingNotice | undefined> {
    const [row] = await this.dataSource.query<BillingNotice[]>(`select ${NOTICE} from billing_notices where id = $1`, [
      id,
    ]);
    return row;
  }
}
