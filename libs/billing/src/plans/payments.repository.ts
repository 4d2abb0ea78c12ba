import { type Page, readRows } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MicroTokens } from '../ledger/micro-tokens';

/** A payment that granted tokens: a pack, or a period of a plan. */
export interface Payment {
  /** Id of the grant of its tokens. */
  id: string;
  /** Id at the payment provider. */
  reference: string;
  kind: 'pack' | 'period';
  lookupKey: string;
  quantity: number;
  /** Smallest unit of the currency. */
  amount: number;
  amountBack: number;
  currency: string;
  tokens: MicroTokens;
  paidAt: Date;
}

/** Payments of users. */
@Injectable()
export class PaymentsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first. */
  of(userId: string, page: { limit: number; cursor?: string }): Promise<Page<Payment>> {
    const select = `select grant_id as id, reference, kind, lookup_key as "lookupKey", quantity, amount::float8 as amount, amount_back::float8 as "amountBack", currency,
          tokens::float8 as tokens, paid_at as "paidAt"
        from payments where user_id = $1`;
    return readRows(this.dataSource.manager, { select, parameters: [userId], time: 'paidAt' }, page);
  }
}
