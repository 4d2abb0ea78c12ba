import { newId, type Page, type Statement } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  clawBackAboveGrant,
  grantUnknown,
  holdResolved,
  holdUnknown,
  insufficientTokens,
  operationKeyReused,
  settlementAboveHold,
} from '../billing.errors';
import { type LedgerOutcome, LedgerRepository, type LedgerRow, type TokenBalance } from './ledger.repository';
import { type MicroTokens, toTokens } from './micro-tokens';

export type GrantSource = 'purchase' | 'subscription' | 'welcome' | 'admin';

/**
 * The order of spending: first tokens that were included or given, then tokens that were paid for. Within a source,
 * tokens that expire first are spent first.
 */
const PRIORITIES: Readonly<Record<GrantSource, number>> = { subscription: 10, welcome: 20, admin: 30, purchase: 40 };

export interface TokenGrant {
  /** Names the cause, so that it can only happen once, for example `stripe:cs:<session>`. */
  key: string;
  userId: string;
  amount: MicroTokens;
  source: GrantSource;
  /**
   * When unset, the tokens never expire. Tokens held at that time stay held; those that are returned later expire after
   * 24 more hours.
   */
  expiresAt?: Date;
  /** The payment or period that caused it, shown in the ledger. */
  reference?: string;
  reason: string;
  /** The administrator who did it. */
  actorId?: string;
}

export interface TokenHold {
  id: string;
  /** What the tokens are for, for example `render`. One subject has at most one pending hold. */
  subjectType: string;
  subjectId: string;
  amount: MicroTokens;
  /** The API key of the request; usage is reported per key. */
  apiKeyId?: string;
  /** After this time reconciliation checks the state of the subject. */
  deadlineSeconds: number;
}

export interface Reservation {
  /** Names the attempt, for example `render:<id>:hold:1`. */
  key: string;
  userId: string;
  /** Either all or none of them are held. */
  holds: readonly TokenHold[];
  reason: string;
}

export interface ClawBack {
  key: string;
  grantId: string;
  /**
   * The total amount of the grant that is clawed back, not the change: after calls in any order, the latest figure
   * counts.
   */
  total: MicroTokens;
  reason: string;
  actorId?: string;
}

/** State after an operation. `replayed`: the key was known, nothing happened, and this is the first answer. */
export interface LedgerReceipt extends TokenBalance {
  replayed: boolean;
  /** Number of the operation in the user's ledger. */
  version: number;
  /** The grant or the (only) hold concerned. */
  subjectId: string | null;
}

/**
 * Prepaid tokens of users. Every operation has a key: the same key with the same arguments gives the first answer
 * again; with other arguments it throws `operation_key_reused`. So a caller that does not know whether its commit
 * succeeded simply repeats the call. With `manager` the operation belongs to the caller's transaction, which must not
 * touch the ledger of a second user.
 */
@Injectable()
export class LedgerService {
  constructor(private readonly ledger: LedgerRepository) {}

  async grant(grant: TokenGrant, manager?: EntityManager): Promise<LedgerReceipt> {
    const { key, userId, amount, source, expiresAt, reference, reason, actorId } = grant;
    const parameters = [
      key,
      userId,
      newId(),
      amount,
      source,
      PRIORITIES[source],
      expiresAt ?? null,
      reference ?? null,
      reason,
      actorId ?? null,
    ];
    return receipt(await this.ledger.call('token_grant', parameters, manager));
  }

  /**
   * The statement that holds the tokens, for a transaction whose statements are sent together. It refuses the
   * transaction with insufficient_tokens, which has `needed` and `available` in tokens, or operation_key_reused.
   */
  reservation(reservation: Reservation): Statement {
    return this.ledger.reservation(reservationParameters(reservation), receipt);
  }

  /**
   * Spends `amount` (more than 0) of a hold and returns the rest.
   * @throws settlement_above_hold, hold_resolved when it was released or settled otherwise, hold_unknown
   */
  async settle(holdId: string, amount: MicroTokens, reason: string, manager?: EntityManager): Promise<LedgerReceipt> {
    if (amount <= 0) throw new RangeError('a settlement must spend something; use release to return a hold');
    return receipt(await this.ledger.call('token_resolve', [`hold:${holdId}:settle`, holdId, amount, reason], manager));
  }

  /**
   * Returns a whole hold.
   * @throws hold_resolved when it was settled, hold_unknown
   */
  async release(holdId: string, reason: string, manager?: EntityManager): Promise<LedgerReceipt> {
    return receipt(await this.ledger.call('token_resolve', [`hold:${holdId}:release`, holdId, 0, reason], manager));
  }

  /**
   * Claws back tokens of a refunded or disputed grant, or returns them when `total` falls; tokens that were already
   * spent become debt.
   * @throws claw_back_above_grant, grant_unknown
   */
  async clawBack({ key, grantId, total, reason, actorId }: ClawBack, manager?: EntityManager): Promise<LedgerReceipt> {
    return receipt(await this.ledger.call('token_claw_back', [key, grantId, total, reason, actorId ?? null], manager));
  }

  /**
   * Takes back tokens of a plan whose price was credited for later invoices: from the free part of the grant and of
   * other grants of plans, never from tokens that were bought or given, and never as debt. Tokens that expired unused
   * count as taken back.
   * @param total how much of the grant is to be taken back in total, as for `clawBack`
   * @returns how much of it is taken back now; a later call takes the rest as soon as there are free tokens
   * @throws grant_unknown
   */
  async takeCredited(
    { key, grantId, total }: Pick<ClawBack, 'key' | 'grantId' | 'total'>,
    manager?: EntityManager,
  ): Promise<MicroTokens> {
    const taken = await this.ledger.takeCredited([key, grantId, total, 'credited for later invoices'], manager);
    if (taken === undefined) throw grantUnknown();
    return taken;
  }

  /**
   * The balance below which the user is notified that tokens run low. Users without an account have the lowest
   * threshold.
   */
  async setLowMark(userId: string, mark: MicroTokens, manager?: EntityManager): Promise<void> {
    await this.ledger.setLowMark(userId, mark, manager);
  }

  async balance(userId: string, manager?: EntityManager): Promise<TokenBalance> {
    return this.ledger.balance(userId, manager);
  }

  /** One page of the user's operations, newest first. */
  async history(userId: string, page: { limit: number; cursor?: string }): Promise<Page<LedgerRow>> {
    return this.ledger.history(userId, page);
  }

  /** Books expired grants of up to `limit` users; returns their number. */
  async expireEnded(limit: number, manager?: EntityManager): Promise<number> {
    let expired = 0;
    for (const userId of await this.ledger.usersWithEndedGrants(limit, manager))
      expired += await this.ledger.expire(userId, manager);
    return expired;
  }
}

function reservationParameters({ key, userId, holds, reason }: Reservation): [string, string, string, string] {
  const request = holds.map(({ id, subjectType, subjectId, amount, apiKeyId, deadlineSeconds }) => ({
    id,
    subject_type: subjectType,
    subject_id: subjectId,
    amount,
    api_key_id: apiKeyId,
    deadline_seconds: deadlineSeconds,
  }));
  return [key, userId, JSON.stringify(request), reason];
}

/** @throws the error of an answer that refuses */
function receipt(answer: LedgerOutcome): LedgerReceipt {
  switch (answer.outcome) {
    case 'done':
      return {
        replayed: answer.replayed,
        version: answer.version,
        subjectId: answer.subject_id,
        available: answer.available,
        reserved: answer.reserved,
        debt: answer.debt,
      };
    case 'insufficient':
      throw insufficientTokens(
        `${toTokens(answer.needed)} tokens are needed, ${toTokens(answer.available)} are available.`,
        {
          extra: {
            needed: toTokens(answer.needed),
            available: toTokens(answer.available),
            debt: toTokens(answer.debt),
          },
        },
      );
    case 'key_reused':
      throw operationKeyReused();
    case 'hold_unknown':
      throw holdUnknown();
    case 'grant_unknown':
      throw grantUnknown();
    case 'hold_resolved':
      throw holdResolved(`The hold is already ${answer.state}.`, {
        extra: { state: answer.state, charged: toTokens(answer.amount) },
      });
    case 'above_hold':
      throw settlementAboveHold();
    case 'above_grant':
      throw clawBackAboveGrant();
  }
}
