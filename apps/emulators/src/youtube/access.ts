import type { Call } from '../platform/call';
import { youtubeFailure } from './youtube-failure';
import type { Channel, GoogleGrant } from './youtube-objects';
import type { YouTubeWorld } from './youtube-world';

/** The channel of the caller, if the token is known. */
export const callerOf = (world: YouTubeWorld, call: Call): string | undefined =>
  world.accessTokens.get(call.authorization('Bearer') ?? '')?.grant.channel?.id;

/** Checks the token and that it has one of the scopes below `…/auth/`. @throws Refusal */
export function access(world: YouTubeWorld, call: Call, scopes: readonly string[]): GoogleGrant {
  if (call.query.has('access_token')) call.violate('secret_in_query', 'access_token');
  const token = world.accessTokens.get(call.authorization('Bearer') ?? '');
  if (!token?.grant.isAlive || token.expiresAt <= world.now()) throw youtubeFailure(401, 'authError');
  const granted = token.grant.scopes.map((scope) => scope.split('/auth/')[1] ?? scope);
  if (!scopes.some((scope) => granted.includes(scope))) throw youtubeFailure(403, 'insufficientPermissions');
  return token.grant;
}

/** @throws Refusal if the Google account has no channel, or a suspended one */
export function channelIn(grant: GoogleGrant): Channel {
  if (!grant.channel) throw youtubeFailure(401, 'youtubeSignupRequired');
  if (grant.channel.is_suspended) throw youtubeFailure(403, 'channelSuspended');
  return grant.channel;
}
