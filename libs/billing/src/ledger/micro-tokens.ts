declare const unit: unique symbol;

/**
 * An amount of tokens in millionths: a whole number from 0 to 2^53 - 1. A separate type, so that cents and seconds do
 * not fit.
 */
export type MicroTokens = number & { readonly [unit]: 'micro-tokens' };

const MICRO_TOKENS_PER_TOKEN = 1_000_000;

/** @throws RangeError when `amount` is not a whole number from 0 to 2^53 - 1 */
export function microTokens(amount: number): MicroTokens {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`${amount} is not an amount of micro-tokens`);
  return amount as MicroTokens;
}

/** Whole tokens, as packs and plans count them. */
export function tokens(count: number): MicroTokens {
  return microTokens(count * MICRO_TOKENS_PER_TOKEN);
}

/** For display: tokens with up to six decimals. Never calculate with the result. */
export function toTokens(amount: MicroTokens): number {
  return amount / MICRO_TOKENS_PER_TOKEN;
}
