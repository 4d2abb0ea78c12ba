import { createHmac } from 'node:crypto';
import type { Call } from '../platform/call';
import { graphFailure, tokenFailure } from './graph-failure';
import type { MetaToken } from './meta-objects';
import { DATA_ACCESS_MS, type MetaWorld } from './meta-world';

export const presentedToken = (call: Call): string | undefined =>
  call.authorization('Bearer', 'OAuth') ?? call.input('access_token');

/** The Page of the caller, or the user. */
export function callerOf(world: MetaWorld, call: Call): string | undefined {
  const token = world.tokens.get(presentedToken(call) ?? '');
  return token?.page?.id ?? token?.grant.user.user_id;
}

/** The valid token of a call. @throws Refusal with error 190, or with 100 for a wrong proof */
export function access(world: MetaWorld, call: Call, kind?: MetaToken['kind']): MetaToken {
  const presented = presentedToken(call);
  if (presented === undefined)
    throw graphFailure(2500, 'An active access token must be used to query information about the current user.');
  const token = world.tokens.get(presented);
  const status = world.knobs.expired_status;
  if (!token) throw tokenFailure(undefined, status);
  if (token.grant.endedBy !== null) throw tokenFailure(token.grant.endedBy, status);
  if (token.expiresAt !== null && token.expiresAt <= world.now()) throw tokenFailure(463, status);
  // Each host accepts only the tokens of its own login.
  if ((token.kind === 'instagram') !== (call.seen.host === 'ig_graph')) throw tokenFailure(undefined, status);
  if (kind !== undefined && token.kind !== kind)
    throw graphFailure(190, `This method must be called with a ${kind === 'page' ? 'Page' : 'User'} Access Token.`);
  checkProof(world, call, presented);
  return token;
}

/** @throws Refusal if the user did not grant all of these permissions, or may not be read any longer */
export function requireScopes(world: MetaWorld, token: MetaToken, scopes: readonly string[]): void {
  const needed =
    token.kind === 'instagram' ? scopes.map((scope) => scope.replace(/^instagram_/, 'instagram_business_')) : scopes;
  const missing = needed.find((scope) => !token.grant.scopes.includes(scope));
  if (missing) throw graphFailure(200, `(#200) Requires ${missing} permission to manage the object.`, { status: 403 });
  const isOver = token.kind !== 'instagram' && token.grant.user.last_active_at + DATA_ACCESS_MS <= world.now();
  if (isOver && world.knobs.ig_data_access === 'enforce' && scopes.some((scope) => scope.startsWith('instagram_')))
    throw graphFailure(10, '(#10) The data access of this application for the user has expired.', { status: 200 });
}

function checkProof(world: MetaWorld, call: Call, token: string): void {
  const proof = call.input('appsecret_proof');
  const expected = createHmac('sha256', world.app.client_secret).update(token).digest('hex');
  if (proof !== undefined && proof !== expected)
    throw graphFailure(100, 'Invalid appsecret_proof provided in the API argument.');
  if (proof === undefined && world.app.require_proof) {
    call.violate('missing_appsecret_proof');
    throw graphFailure(100, 'API calls from the server require an appsecret_proof argument.');
  }
}
