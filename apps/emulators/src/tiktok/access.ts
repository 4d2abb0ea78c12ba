import type { Call } from '../platform/call';
import { tiktokFailure } from './tiktok-failure';
import type { TikTokGrant } from './tiktok-objects';
import type { TikTokWorld } from './tiktok-world';

/** The open_id of the caller, if the token is known. */
export const callerOf = (world: TikTokWorld, call: Call): string | undefined =>
  world.accessTokens.get(call.authorization('Bearer') ?? '')?.grant.user.open_id;

/** Checks in TikTok's order: the token, its scope, then the limit of calls per minute. @throws Refusal */
export function access(world: TikTokWorld, call: Call, scope: string | undefined, perMinute: number): TikTokGrant {
  const presented = call.authorization('Bearer') ?? '';
  const token = world.accessTokens.get(presented);
  if (!token?.grant.isAlive || token.expiresAt <= world.now()) throw tiktokFailure(world, 401, 'access_token_invalid');
  if (scope !== undefined && !token.grant.scopes.includes(scope))
    throw tiktokFailure(world, 401, 'scope_not_authorized');
  if (!world.rates.take(`${call.seen.op} ${presented}`, perMinute, world.now())) {
    if (!world.app.expect_rate) call.violate('rate_exceeded', call.seen.op);
    throw tiktokFailure(world, 429, 'rate_limit_exceeded');
  }
  return token.grant;
}
