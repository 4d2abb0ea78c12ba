import { type Answer, type Call, Refusal } from '../platform/call';
import {
  type ConsentChoices,
  checkAuthorization,
  consentPage,
  redirectTo,
  takeConsent,
} from '../platform/consent-page';
import type { Operation } from '../platform/operations';
import type { GoogleGrant, GoogleUser } from './youtube-objects';
import { GOOGLE_SCOPES, type YouTubeWorld } from './youtube-world';

const [CODE_MS, ACCESS_S, DAY_MS] = [10 * 60_000, 3_599, 86_400_000];
const MOST_REFRESH_TOKENS = 100;
const [TESTING_DAYS, IDLE_DAYS] = [7, 180];

/** Google's OAuth: consent for one channel, tokens, revocation of everything that the user granted. */
export function oauthOperations(world: YouTubeWorld): Operation[] {
  return [
    ...(['GET', 'POST'] as const).map(
      (method): Operation => ({
        op: 'gg.authorize',
        host: 'accounts',
        method,
        path: '/o/oauth2/v2/auth',
        answer: (call) => authorization(world, call),
      }),
    ),
    {
      op: 'gg.token',
      host: 'oauth2',
      method: 'POST',
      path: '/token',
      account: (call) => byRefreshToken(world, call.field('refresh_token'))?.channel?.id,
      refreshes: (call) => call.field('refresh_token'),
      answer: (call) => token(world, call),
    },
    { op: 'gg.revoke', host: 'oauth2', method: 'POST', path: '/revoke', answer: (call) => revoke(world, call) },
  ];
}

const failure = (status: number, error: string, description?: string): Refusal =>
  new Refusal({ status, body: { error, ...(description && { error_description: description }) } });

function authorization(world: YouTubeWorld, call: Call): Answer {
  const redirect = checkAuthorization(call, world.app, 'client_id');
  const state = call.query.get('state') ?? '';
  const scopes = (call.query.get('scope') ?? '').split(' ').filter((scope) => GOOGLE_SCOPES.includes(scope));
  const choices: ConsentChoices = {
    platform: 'Google',
    accounts: [...world.users.values()].flatMap(({ sub, email, channels }) =>
      channels.length === 0
        ? [{ id: sub, label: `${email}, without a channel` }]
        : channels.map(({ id, title }) => ({ id, label: `${title} (${email})` })),
    ),
    scopes,
  };
  const consent = takeConsent(world, call, choices);
  if (!consent) return consentPage(choices);
  if (!consent.isApproved) return redirectTo(redirect, { error: 'access_denied', state });
  const code = world.codes.issue(`4/0${world.ids.text(70)}`, {
    redirectUri: redirect,
    challenge: call.query.get('code_challenge'),
    challengeEncoding: 'base64url',
    consent,
    expiresAt: world.now() + CODE_MS,
  });
  world.offline.set(code, {
    isOffline: call.query.get('access_type') === 'offline',
    isPrompted: (call.query.get('prompt') ?? '').split(' ').includes('consent'),
  });
  return redirectTo(redirect, { state, code, scope: consent.scopes.join(' ') });
}

function token(world: YouTubeWorld, call: Call): Answer {
  if (call.query.has('client_secret')) call.violate('secret_in_query');
  if (call.field('client_id') !== world.app.client_id || call.field('client_secret') !== world.app.client_secret)
    throw failure(401, 'invalid_client', 'Unauthorized');
  const kind = call.field('grant_type');
  if (kind === 'authorization_code') return exchange(world, call);
  if (kind === 'refresh_token') return refresh(world, call);
  throw failure(400, 'unsupported_grant_type', `Invalid grant_type: ${kind ?? ''}`);
}

function exchange(world: YouTubeWorld, call: Call): Answer {
  const code = call.field('code') ?? '';
  const redirectUri = call.field('redirect_uri') ?? '';
  const issued = world.codes.redeem(code, { redirectUri, verifier: call.field('code_verifier'), now: world.now() });
  if (issued === 'redirect') {
    call.violate('redirect_mismatch', redirectUri);
    throw failure(400, 'redirect_uri_mismatch');
  }
  if (issued === 'verifier') throw failure(400, 'invalid_grant', 'Invalid code verifier.');
  if (typeof issued === 'string') throw failure(400, 'invalid_grant', 'Malformed auth code.');
  const { account, scopes } = issued.consent;
  const user = ownerOf(world, account);
  if (!user) throw failure(400, 'invalid_grant', 'Account has been deleted');
  const { isOffline = false, isPrompted = false } = world.offline.get(code) ?? {};
  const isFirst = !world.grants.some((grant) => grant.user === user && grant.isAlive);
  const grant: GoogleGrant = {
    user,
    channel: world.channel(account),
    scopes,
    isAlive: true,
    refreshToken: isOffline && (isFirst || isPrompted) ? `1//0${world.ids.text(90)}` : null,
    issuedAt: world.now(),
    usedAt: world.now(),
  };
  world.grants.push(grant);
  const live = world.grants.filter((each) => each.user === user && each.isAlive && each.refreshToken !== null);
  // Google ends the oldest one without notice.
  if (live.length > MOST_REFRESH_TOKENS && live[0]) live[0].isAlive = false;
  return tokensOf(world, grant, grant.refreshToken);
}

/** A refresh answers without a refresh token: the old one stays valid. */
function refresh(world: YouTubeWorld, call: Call): Answer {
  const grant = byRefreshToken(world, call.field('refresh_token'));
  const now = world.now();
  const isOld =
    grant !== undefined &&
    ((world.app.testing_mode && grant.issuedAt + TESTING_DAYS * DAY_MS <= now) ||
      grant.usedAt + IDLE_DAYS * DAY_MS <= now);
  if (!grant?.isAlive || isOld) throw failure(400, 'invalid_grant', 'Token has been expired or revoked.');
  grant.usedAt = now;
  call.effect(grant.channel?.id ?? grant.user.sub);
  return tokensOf(world, grant, null);
}

function tokensOf(world: YouTubeWorld, grant: GoogleGrant, refreshToken: string | null): Answer {
  const access = `ya29.${world.ids.text(120)}`;
  world.accessTokens.set(access, { grant, expiresAt: world.now() + ACCESS_S * 1_000 });
  return {
    status: 200,
    headers: { 'cache-control': 'no-cache, no-store, max-age=0, must-revalidate' },
    body: {
      access_token: access,
      expires_in: ACCESS_S,
      ...(refreshToken && { refresh_token: refreshToken }),
      scope: grant.scopes.join(' '),
      token_type: 'Bearer',
    },
  };
}

function revoke(world: YouTubeWorld, call: Call): Answer {
  const presented = call.input('token') ?? '';
  const grant = world.accessTokens.get(presented)?.grant ?? byRefreshToken(world, presented);
  if (!grant?.isAlive) throw failure(400, 'invalid_token', 'Token expired or revoked');
  world.revoke(grant.user);
  return { status: 200, body: {} };
}

const byRefreshToken = (world: YouTubeWorld, presented: string | undefined): GoogleGrant | undefined =>
  presented ? world.grants.find((grant) => grant.refreshToken === presented) : undefined;

/** @param account a channel, or a Google account without one */
const ownerOf = (world: YouTubeWorld, account: string): GoogleUser | undefined =>
  world.users.get(account) ??
  [...world.users.values()].find(({ channels }) => channels.some((channel) => channel.id === account));
