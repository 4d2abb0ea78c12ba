import { numberBefore, type Page, pageOf, prepared, type Statement } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DatabaseError } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import type { MicroTokens } from './micro-tokens';

/** Balance of a user. With `debt` nothing is available: incoming tokens pay it first. */
export interface TokenBalance {
  available: MicroTokens;
  reserved: MicroTokens;
  debt: MicroTokens;
}

/** The answer of the ledger functions; the balance is the one right after the operation, even when it is replayed. */
export type LedgerOutcome =
  | ({ outcome: 'done'; replayed: boolean; version: number; subject_id: string | null } & TokenBalance)
  | { outcome: 'insufficient'; needed: MicroTokens; available: MicroTokens; debt: MicroTokens }
  | { outcome: 'key_reused' | 'hold_unknown' | 'grant_unknown' }
  | { outcome: 'hold_resolved'; state: 'settled' | 'released'; amount: MicroTokens }
  | { outcome: 'above_hold' | 'above_grant'; amount: MicroTokens };

type LedgerFunction = 'token_grant' | 'token_resolve' | 'token_claw_back';

/**
 * One operation of the journal, newest first in lists. `amount` is the amount it moved; `subject_id` a grant or hold.
 */
export interface LedgerRow extends TokenBalance {
  version: number;
  kind: 'grant' | 'reserve' | 'settle' | 'release' | 'expire' | 'claw_back';
  reason: string;
  subject_id: string | null;
  reference: string | null;
  entries: { bucket: string; delta: number }[];
  created_at: Date;
}

/** See `token_reserve_or_refuse.sql`. */
const RESERVE = prepared('select token_reserve_or_refuse($1, $2, $3, $4)');
const REFUSED = 'TK001';

/** SQL of the token ledger. The functions live in the database; their text is in `libs/billing/sql`. */
@Injectable()
export class LedgerRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs one ledger function: one round trip, atomic by itself, part of the caller's transaction with `manager`. */
  async call(
    name: LedgerFunction,
    parameters: readonly unknown[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<LedgerOutcome> {
    const places = parameters.map((_, index) => `$${index + 1}`).join(', ');
    const [row] = await manager.query<[{ answer: LedgerOutcome }]>(`select ${name}(${places}) as answer`, [
      ...parameters,
    ]);
    return row.answer;
  }

  /**
   * The statement of a reservation whose answer nobody reads before the commit.
   * @param refuse throws the error of an answer that refuses
   */
  reservation(
    parameters: readonly [key: string, userId: string, holds: string, reason: string],
    refuse: (answer: LedgerOutcome) => unknown,
  ): Statement {
    const throwRefusal = (error: unknown): void => {
      if (error instanceof DatabaseError && error.code === REFUSED && error.detail !== undefined)
        refuse(JSON.parse(error.detail) as LedgerOutcome);
    };
    return { text: RESERVE, values: parameters, throwRefusal };
  }

  /** @returns how much of the grant is taken back now, in total; undefined for an unknown grant */
  async takeCredited(
    parameters: readonly [key: string, grantId: string, total: MicroTokens, reason: string],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<MicroTokens | undefined> {
    const [row] = await manager.query<[{ total: MicroTokens | null }]>(
      'select token_take_credited($1, $2, $3, $4)::float8 as total',
      [...parameters],
    );
    return row.total ?? undefined;
  }

  /** Grants that have expired no longer count, even if their expiry is not booked yet. */
  async balance(userId: string, manager: EntityManager = this.dataSource.manager): Promise<TokenBalance> {
    const [row] = await manager.query<[{ balance: TokenBalance }?]>(
      `select jsonb_build_object('reserved', reserved, 'debt', debt, 'available', available - coalesce((
          select sum(remaining - held) from token_grants g where g.user_id = a.user_id and g.open and g.ends_at <= clock_timestamp()), 0)) as balance
        from token_accounts a where user_id = $1`,
      [userId],
    );
    const none = 0 as MicroTokens;
    return row?.balance ?? { available: none, reserved: none, debt: none };
  }

  async setLowMark(userId: string, mark: MicroTokens, manager: EntityManager = this.dataSource.manager): Promise<void> {
    await manager.query('update token_accounts set low_mark = $2 where user_id = $1 and low_mark <> $2', [
      userId,
      mark,
    ]);
  }

  /** Operations, newest first. */
  async history(userId: string, { limit, cursor }: { limit: number; cursor?: string }): Promise<Page<LedgerRow>> {
    const found = await this.dataSource.query<{ row: Omit<LedgerRow, 'created_at'>; created_at: Date }[]>(
      `select o.created_at, jsonb_build_object('version', o.version, 'kind', o.kind, 'reason', o.reason, 'subject_id', o.subject_id,
          'available', o.available, 'reserved', o.reserved, 'debt', o.debt,
          'reference', (select coalesce(min(g.reference), min(h.subject_type || ':' || h.subject_id)) from (select o.subject_id as id) s
            left join token_grants g on g.id = s.id left join token_holds h on h.id = s.id),
          'entries', (select jsonb_agg(jsonb_build_object('bucket', bucket, 'delta', delta) order by bucket) from (
            select bucket, sum(delta) as delta from token_entries e where e.user_id = o.user_id and e.version = o.version group by bucket) e)) as row
        from token_operations o where o.user_id = $1 and o.version < coalesce($3, 9223372036854775807) order by o.version desc limit $2`,
      [userId, limit + 1, numberBefore(cursor)],
    );
    const rows = found.map(({ row, created_at }) => ({ ...row, entries: row.entries ?? [], created_at }));
    return pageOf(rows, limit, ({ version }) => version);
  }

  /** In the order of their ids, so that two callers lock the accounts in the same order. */
  async usersWithEndedGrants(limit: number, manager: EntityManager = this.dataSource.manager): Promise<string[]> {
    const rows = await manager.query<{ user_id: string }[]>(
      'select distinct user_id from token_grants where open and remaining > held and ends_at <= clock_timestamp() order by user_id limit $1',
      [limit],
    );
    return rows.map((row) => row.user_id);
  }

  /** Books the expired grants of one user; returns their number. */
  async expire(userId: string, manager: EntityManager = this.dataSource.manager): Promise<number> {
    const [row] = await manager.query<[{ expired: number }]>('select token_expire($1) as expired', [userId]);
    return row.expired;
  }
}
