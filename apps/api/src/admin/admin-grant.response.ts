import { type EntitlementGrantRow, type Feature, type LedgerReceipt, type Tier, toTokens } from '@app/billing';
import type { Page } from '@app/core';
import type { Cursor, Instant, Tokens, Uuid } from '../http/field-types';

export class EntitlementGrantResponse {
  /** Id of the grant. */
  id: Uuid;

  /** The plan that the grant includes; null for single features only. */
  tier: Tier | null;

  /** Individual features that the grant adds to those of the plan. */
  features: Feature[];

  /**
   * Why the grant was made.
   * @example "Beta tester"
   */
  reason: string;

  /** When the grant expires; null if it never does. */
  expires_at: Instant | null;

  /** When the grant was made. */
  created_at: Instant;

  static of({ id, tier, features, note, expiresAt, createdAt }: EntitlementGrantRow): EntitlementGrantResponse {
    return {
      id,
      tier,
      features: [...features],
      reason: note,
      expires_at: expiresAt?.toISOString() ?? null,
      created_at: createdAt.toISOString(),
    };
  }
}

export class EntitlementGrantsResponse {
  /** One page of the grants of the user that were not revoked, including expired ones, newest first. */
  grants: EntitlementGrantResponse[];

  next_cursor: Cursor | null;

  static of({ rows, nextCursor }: Page<EntitlementGrantRow>): EntitlementGrantsResponse {
    return { grants: rows.map((grant) => EntitlementGrantResponse.of(grant)), next_cursor: nextCursor };
  }
}

export class TokenGrantResponse {
  /** Id of the grant in the token ledger. */
  id: Uuid;

  /** Tokens that the user can spend after the grant. */
  balance: Tokens;

  /** Tokens that running renders hold. */
  reserved: Tokens;

  /**
   * Tokens that the user still owes after the grant.
   * @example 0
   */
  debt: Tokens;

  static of({ subjectId, available, reserved, debt }: LedgerReceipt): TokenGrantResponse {
    return { id: subjectId ?? '', balance: toTokens(available), reserved: toTokens(reserved), debt: toTokens(debt) };
  }
}
