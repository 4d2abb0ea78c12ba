import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** What this lib stores about a person, section by section. */
const SECTIONS: Record<string, string> = {
  token_ledger: `select version as number, kind, reason, available, reserved, debt, created_at from token_operations where user_id = $1 order by version`,
  token_grants: `select source, amount, remaining, reference, expires_at, created_at from token_grants where user_id = $1 order by created_at`,
  payments: `select reference, kind, lookup_key, quantity, amount, amount_back, currency, tokens, paid_at from payments where user_id = $1 order by paid_at`,
  subscriptions: `select id, tier, status, current_period_start, current_period_end, cancel_at_period_end, created_at from subscriptions where user_id = $1 order by created_at`,
  entitlement_grants: `select tier, features, expires_at, revoked_at, created_at from entitlement_grants where user_id = $1 order by created_at`,
  quota: `select quota, starts_at, taken from quota_windows where user_id = $1 order by starts_at`,
  notices: `select kind, facts, created_at from billing_notices where user_id = $1 order by created_at`,
  payment_provider: `select customer_id, created_at from billing_customers where user_id = $1`,
};

@Injectable()
export class BillingDataSubjectRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Rows by section, in JSON form. Token amounts are millionths. */
  async of(userId: string): Promise<Record<string, object[]>> {
    const sections: Record<string, object[]> = {};
    for (const [name, query] of Object.entries(SECTIONS)) {
      const rows = await this.dataSource.query<{ row: object }[]>(`select to_jsonb(s) as row from (${query}) s`, [
        userId,
      ]);
      sections[name] = rows.map(({ row }) => row);
    }
    return sections;
  }

  /**
   * Ledger, payments and subscriptions stay: they refer to the account by number, and the law requires them. Texts that
   * people wrote, and the provider's messages, are erased.
   */
  async erase(userId: string, manager: EntityManager): Promise<void> {
    await manager.query(`update entitlement_grants set note = 'erased' where user_id = $1`, [userId]);
    await manager.query('delete from billing_notices where user_id = $1', [userId]);
    await manager.query(
      `update payment_events e set payload = null from billing_customers c
       where c.user_id = $1 and e.payload is not null and position('"' || c.customer_id || '"' in e.payload::text) > 0`,
      [userId],
    );
  }
}
