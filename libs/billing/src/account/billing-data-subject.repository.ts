import { readAll } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** What this lib stores about a person, section by section. */
const SECTIONS: Record<string, string> = {
  token_grants: `select source, amount, remaining, reference, expires_at, created_at from token_grants where user_id = $1 order by created_at`,
  payments: `select reference, kind, lookup_key, quantity, amount, amount_back, currency, tokens, paid_at from payments where user_id = $1 order by paid_at`,
  subscriptions: `select id, tier, status, current_period_start, current_period_end, cancel_at_period_end, created_at from subscriptions where user_id = $1 order by created_at`,
  entitlement_grants: `select tier, features, expires_at, revoked_at, created_at from entitlement_grants where user_id = $1 order by created_at`,
  quota: `select quota, starts_at, taken from quota_windows where user_id = $1 order by starts_at`,
  notices: `select kind, facts, created_at from billing_notices where user_id = $1 order by created_at`,
  payment_provider: `select customer_id, created_at from billing_customers where user_id = $1`,
};

const EVENTS_AT_ONCE = 2_000;
const LEDGER = `select version as number, kind, reason, available, reserved, debt, created_at from token_operations where user_id = $1`;

@Injectable()
export class BillingDataSubjectRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Rows by section, in JSON form. Token amounts are millionths. */
  async of(userId: string): Promise<Record<string, Iterable<object> | AsyncIterable<object>>> {
    const sections: Record<string, Iterable<object> | AsyncIterable<object>> = { token_ledger: this.ledgerOf(userId) };
    for (const [name, query] of Object.entries(SECTIONS)) {
      const rows = await this.dataSource.query<{ row: object }[]>(`select to_jsonb(s) as row from (${query}) s`, [
        userId,
      ]);
      sections[name] = rows.map(({ row }) => row);
    }
    return sections;
  }

  private async *ledgerOf(userId: string): AsyncGenerator<object> {
    const select = `select number, to_jsonb(s) as row from (${LEDGER}) s`;
    const operations = readAll<{ row: object }>(this.dataSource.manager, {
      select,
      parameters: [userId],
      key: { number: 'bigint' },
    });
    for await (const { row } of operations) yield row;
  }

  /**
   * Ledger, payments and subscriptions stay: they refer to the account by number, and the law requires them. Texts that
   * people wrote, and the provider's messages, are erased.
   */
  async erase(userId: string, manager: EntityManager): Promise<void> {
    await manager.query(`update entitlement_grants set note = 'erased' where user_id = $1`, [userId]);
    await manager.query('delete from billing_notices where user_id = $1', [userId]);
    const customers = await manager.query<{ id: string }[]>(
      'select customer_id as id from billing_customers where user_id = $1',
      [userId],
    );
    for (const { id } of customers) await this.erasePayloads(id, manager);
  }

  /** Reads the events of all customers, which are too many for the time limit of one statement. */
  private async erasePayloads(customerId: string, manager: EntityManager): Promise<void> {
    for (let last: string | null = ''; last !== null; ) {
      const rows: { last: string | null }[] = await manager.query(
        `with batch as materialized (select id from payment_events where id > $1 order by id limit ${EVENTS_AT_ONCE}),
           erased as (update payment_events e set payload = null from batch
             where e.id = batch.id and e.payload is not null and position('"' || $2 || '"' in e.payload::text) > 0)
         select max(id) as last from batch`,
        [last, customerId],
      );
      last = rows[0]?.last ?? null;
    }
  }
}
