import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { MicroTokens } from '../ledger/micro-tokens';

/** A payment that granted tokens: a pack, or a period of a plan. */
export interface Payment {
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

const MOST = 500;

/** Payments of users. */
@Injectable()
export class PaymentsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Newest first, the last 500. */
  async of(userId: string): Promise<Payment[]> {
    return this.dataSource.query<Payment[]>(
      `select reference, kind, lookup_key as "lookupKey", quantity, amount::float8 as amount, amount_back::float8 as "amountBack", currency,
          tokens::float8 as tokens, paid_at as "paidAt"
        from payments where user_id = $1 order by paid_at desc, reference limit $2`,
      [userId, MOST],
    );
  }
}
