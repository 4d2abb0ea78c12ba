import { type TokenBalance, toTokens } from '@app/billing';
import type { Tokens } from '../http/field-types';

export class TokensResponse {
  /** Tokens that can be spent. */
  balance: Tokens;

  /** Tokens that running renders hold. */
  reserved: Tokens;

  /**
   * Tokens of refunded payments that were already spent; new tokens pay these first.
   * @example 0
   */
  debt: Tokens;

  static of({ available, reserved, debt }: TokenBalance): TokensResponse {
    return { balance: toTokens(available), reserved: toTokens(reserved), debt: toTokens(debt) };
  }
}
