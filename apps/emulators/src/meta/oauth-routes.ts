import type { Answer, Call } from '../platform/call';
import {
  type ConsentChoices,
  checkAuthorization,
  consentPage,
  redirectTo,
  takeConsent,
} from '../platform/consent-page';
import type { Operation } from '../platform/operations';
import { access } from './access';
import { graphFailure, tokenFailure } from './graph-failure';
import { graphOperations } from './graph-operation';
import type { MetaGrant } from './meta-objects';
import { DATA_ACCESS_MS, META_SCOPES, type MetaWorld } from './meta-world';
import { sendDeauthorization } from './signed-requests';

const [CODE_MS, SHORT_S, LONG_S, DAY_MS] = [10 * 60_000, 5_400, 5_183_944, 86_400_000];
const REMOVED = 458;

/** Facebook Login: consent, user tokens of two lifetimes, what they allow, and their end. */
export function oauthOperations(world: MetaWorld): Operation[] {
  return [
    ...(['GET', 'POST'] as const).flatMap((method) =>
      ['/:version/dialog/oauth', '/dialog/oauth'].map(
        (path): Operation => ({ op: 'fb.dialog', host: 'www', method, path, answer: (call) => dialog(world, call) }),
      ),
    ),
    ...graphOperations(world, {
      op: 'fb.code',
      method: 'GET',
      path: '/oauth/access_token',
      answer: (call) => userToken(world, call),
    }),
    ...graphOperations(world, {
      op: 'fb.debug',
      method: 'GET',
      path: '/debug_token',
      answer: (call) => debugToken(world, call),
    }),
    ...graphOperations(world, {
      op: 'fb.perms',
      method: 'GET',
      path: '/me/permissions',
      answer: (call) => permissions(world, call),
    }),
    ...graphOperations(world, {
      op: 'fb.revoke',
      method: 'DELETE',
      path: '/:user/permissions',
      answer: (call) => revoke(world, call),
    }),
  ];
}

function dialog(world: MetaWorld, call: Call): Answer {
  const redirect = checkAuthorization(call, world.app, 'client_id');
  const state = call.query.get('state') ?? '';
  const asked = (call.query.get('scope') ?? '').split(/[, ]/).filter((scope) => META_SCOPES.includes(scope));
  const users = [...world.users.values()];
  const choices: ConsentChoices = {
    platform: 'Facebook',
    accounts: users.map(({ user_id: id, name }) => ({ id, label: name })),
    pages: users.flatMap(({ name, pages }) => pages.map((page) => ({ id: page.id, label: `${page.name} (${name})` }))),
    scopes: asked,
  };
  const consent = takeConsent(world, call, choices);
  if (!consent) return consentPage(choices);
  // Meta appends this fragment, too.
  if (!consent.isApproved) {
    const denied = { error: 'access_denied', error_code: '200', error_description: 'Permissions error' };
    return redirectTo(redirect, { ...denied, error_reason: 'user_denied', state }, '#_=_');
  }
  if (call.query.get('auth_type') === 'reauthorize') world.user(consent.account).last_active_at = world.now();
  const code = world.codes.issue(`AQ${world.ids.text(180)}`, {
    redirectUri: redirect,
    challenge: call.query.get('code_challenge'),
    challengeEncoding: 'base64url',
    consent,
    expiresAt: world.now() + CODE_MS,
  });
  world.asked.set(code, asked);
  return redirectTo(redirect, { code, state }, '#_=_');
}

function userToken(world: MetaWorld, call: Call): Answer {
  if (call.input('client_id') !== world.app.client_id || call.input('client_secret') !== world.app.client_secret)
    throw graphFailure(101, 'Error validating client secret.');
  return call.input('grant_type') === 'fb_exchange_token' ? longToken(world, call) : shortToken(world, call);
}

function shortToken(world: MetaWorld, call: Call): Answer {
  const code = call.input('code') ?? '';
  const redirectUri = call.input('redirect_uri') ?? '';
  const issued = world.codes.redeem(code, { redirectUri, verifier: call.input('code_verifier'), now: world.now() });
  if (issued === 'used') throw graphFailure(100, 'This authorization code has been used.', { subcode: 36009 });
  if (issued === 'redirect') {
    call.violate('redirect_mismatch', redirectUri);
    const message = 'Error validating verification code. Please make sure your redirect_uri is identical.';
    throw graphFailure(100, message, { subcode: 36008 });
  }
  if (typeof issued === 'string') throw graphFailure(100, 'Invalid verification code format.', { subcode: 36007 });
  const { account, pages, scopes } = issued.consent;
  const user = world.user(account);
  const grant: MetaGrant = {
    user,
    pages: user.pages.map(({ id }) => id).filter((id) => pages.includes(id)),
    scopes,
    declined: (world.asked.get(code) ?? []).filter((scope) => !scopes.includes(scope)),
    endedBy: null,
    issuedAt: world.now(),
  };
  world.grants.push(grant);
  const expiresAt = world.now() + SHORT_S * 1_000;
  const { value } = world.issue({ kind: 'user', grant, page: null, isLong: false, expiresAt });
  return { status: 200, body: { access_token: value, token_type: 'bearer', expires_in: SHORT_S } };
}

/** Requests within a day get the same token. */
function longToken(world: MetaWorld, call: Call): Answer {
  const token = world.tokens.get(call.input('fb_exchange_token') ?? '');
  if (token?.kind !== 'user') throw tokenFailure(undefined, 400);
  if (token.grant.endedBy !== null) throw tokenFailure(token.grant.endedBy, 400);
  if (token.expiresAt !== null && token.expiresAt <= world.now()) throw tokenFailure(463, 400);
  const recent = [...world.tokens.values()].find(
    (each) =>
      each.grant === token.grant &&
      each.kind === 'user' &&
      each.isLong &&
      each.issuedAt > world.now() - DAY_MS &&
      (each.expiresAt ?? 0) > world.now(),
  );
  const { grant } = token;
  const expiresAt = world.now() + LONG_S * 1_000;
  const { value, expiresAt: ends } =
    recent ?? world.issue({ kind: 'user', grant, page: null, isLong: true, expiresAt });
  const left = Math.round(((ends ?? 0) - world.now()) / 1_000);
  return { status: 200, body: { access_token: value, token_type: 'bearer', expires_in: left } };
}

function debugToken(world: MetaWorld, call: Call): Answer {
  const presented = call.authorization('Bearer', 'OAuth') ?? call.input('access_token') ?? '';
  if (presented !== `${world.app.client_id}|${world.app.client_secret}`) access(world, call, 'user');
  const token = world.tokens.get(call.query.get('input_token') ?? '');
  const invalid = (subcode: number | undefined, message: string) => ({
    is_valid: false,
    scopes: [],
    error: { code: 190, message, ...(subcode !== undefined && { subcode }) },
  });
  if (!token) return { status: 200, body: { data: invalid(undefined, 'Invalid OAuth access token.') } };
  const { grant, page, expiresAt, issuedAt, kind } = token;
  const isOver = expiresAt !== null && expiresAt <= world.now();
  const endedBy = grant.endedBy ?? (isOver ? 463 : null);
  const seconds = (at: number) => Math.floor(at / 1_000);
  const data = {
    app_id: world.app.client_id,
    type: kind.toUpperCase(),
    application: 'Reelway',
    is_valid: true,
    issued_at: seconds(issuedAt),
    expires_at: expiresAt === null ? 0 : seconds(expiresAt),
    data_access_expires_at: seconds(grant.user.last_active_at + DATA_ACCESS_MS),
    scopes: grant.scopes,
    granular_scopes: grant.scopes
      .filter((scope) => /^(pages|instagram)_/.test(scope))
      .map((scope) => ({ scope, target_ids: grant.pages })),
    ...(page && { profile_id: page.id }),
    user_id: grant.user.user_id,
    ...(endedBy !== null && invalid(endedBy, 'The session is no longer valid.')),
  };
  return { status: 200, body: { data } };
}

function permissions(world: MetaWorld, call: Call): Answer {
  const { grant } = access(world, call, 'user');
  const data = [
    ...grant.scopes.map((permission) => ({ permission, status: 'granted' })),
    ...grant.declined.map((permission) => ({ permission, status: 'declined' })),
  ];
  return { status: 200, body: { data } };
}

async function revoke(world: MetaWorld, call: Call): Promise<Answer> {
  const { grant } = access(world, call, 'user');
  const asked = call.param('user');
  if (asked !== 'me' && asked !== grant.user.user_id)
    throw graphFailure(100, 'Unsupported delete request.', { subcode: 33 });
  await endGrants(
    world,
    world.grants.filter(({ user }) => user === grant.user),
    REMOVED,
  );
  return { status: 200, body: { success: true } };
}

/** Ends grants with a subcode of error 190, and calls our deauthorize callback if the user removed the app. */
export async function endGrants(world: MetaWorld, grants: readonly MetaGrant[], subcode: number): Promise<void> {
  const alive = grants.filter(({ endedBy }) => endedBy === null);
  for (const grant of alive) grant.endedBy = subcode;
  if (subcode !== REMOVED) return;
  for (const userId of new Set(alive.map(({ user }) => user.user_id))) await sendDeauthorization(world, userId);
}
