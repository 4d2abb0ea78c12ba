import { type MicroTokens, microTokens, tokens } from '../ledger/micro-tokens';

export type RenderPricing = 'per_minute' | 'per_render';

const MICRO_TOKENS_PER_MINUTE = tokens(1);
const LONGEST_SECONDS = 366 * 24 * 3600;

/**
 * The price of a render of that length: the same function estimates, reserves and settles.
 * - `per_minute`: one token per minute, by started second, at least one second. Lengths are first rounded to the
 * nearest millisecond, so that 0.1 × 3 × 10 is 3 seconds and not one more. A price that is not whole is rounded up by
 * less than one micro-token.
 * - `per_render`: one token.
 * @throws RangeError when `seconds` is not a number from 0 to a year
 */
export function priceRender(pricing: RenderPricing, seconds: number): MicroTokens {
  if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) throw new RangeError(`${seconds} is not a length in seconds`);
  if (pricing === 'per_render') return tokens(1);
  const startedSeconds = Math.max(1, Math.ceil(Math.round(seconds * 1_000) / 1_000));
  return microTokens(Math.ceil((startedSeconds * MICRO_TOKENS_PER_MINUTE) / 60));
}

/** The charge for a finished render: its real length, never more than was reserved for it. */
export function priceDelivered(pricing: RenderPricing, seconds: number, reserved: MicroTokens): MicroTokens {
  return microTokens(Math.min(priceRender(pricing, seconds), reserved));
}
