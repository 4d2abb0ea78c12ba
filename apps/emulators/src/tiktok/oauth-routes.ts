import type { Answer, Call } from '../platform/call';
import {
  type ConsentChoices,
  checkAuthorization,
  consentPage,
  redirectTo,
  takeConsent,
} from '../platform/consent-page';
import type { Operation } from '../platform/operations';
import { oauthFailure } from './tiktok-failure';
import type { TikTokGrant } from './tiktok-objects';
import { TIKTOK_SCOPES, type TikTokWorld } from './tiktok-world';
import { sendWebhook } from './webhooks';

const CODE_MS = 10 * 60_000;
/** TikTok's reason when the user removes the app, and when the app revokes its access. */
const REMOVED_BY = { user: 1, app: 5 } as const;

/** Login Kit: consent, tokens that rotate, revocation. */
export function oauthOperations(world: TikTokWorld): Operation[] {
  const authorize = (call: Call) => authorization(world, call);
  return [
    ...(['GET', 'POST'] as const).flatMap((method) =>
      ['/v2/auth/authorize/', '/v2/auth/authorize'].map(
        (path): Operation => ({ op: 'tt.authorize', host: 'www', method, path, answer: authorize }),
      ),
    ),
    {
      op: 'tt.token',
      host: 'open',
      method: 'POST',
      path: '/v2/oauth/token/',
      account: (call) => grantOf(world, call.field('refresh_token'))?.user.open_id,
      refreshes: (call) => grantOf(world, call.field('refresh_token'))?.user.open_id,
      answer: (call) => token(world, call),
    },
    {
      op: 'tt.revoke',
      host: 'open',
      method: 'POST',
      path: '/v2/oauth/revoke/',
      answer: (call) => revoke(world, call),
    },
  ];
}

function authorization(world: TikTokWorld, call: Call): Answer {
  const redirect = checkAuthorization(call, world.app, 'client_key');
  const state = call.query.get('state') ?? '';
  const scopes = (call.query.get('scope') ?? '').split(',').filter((scope) => TIKTOK_SCOPES.includes(scope));
  const choices: ConsentChoices = {
    platform: 'TikTok',
    accounts: [...world.users.values()].map(({ open_id: id, username }) => ({ id, label: `@${username}` })),
    scopes,
  };
  const consent = takeConsent(world, call, choices);
  if (!consent) return consentPage(choices);
  if (!consent.isApproved)
    return redirectTo(redirect, { error: 'access_denied', error_description: 'User denied the request.', state });
  // Real codes contain such characters, so a client must decode the query exactly once.
  const code = world.codes.issue(`${world.ids.text(40)}*0!${world.ids.digits(4)}.va`, {
    redirectUri: redirect,
    challenge: call.query.get('code_challenge'),
    challengeEncoding: 'hex',
    consent,
    expiresAt: world.now() + CODE_MS,
  });
  return redirectTo(redirect, { code, scopes: consent.scopes.join(','), state });
}

function checkClient(world: TikTokWorld, call: Call): void {
  const isForm = (call.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
  if (!isForm || !call.fields) throw oauthFailure(world, 'invalid_request', 'Only form-encoded bodies are supported.');
  if (call.query.has('client_secret')) call.violate('secret_in_query');
  if (call.field('client_key') !== world.app.client_id || call.field('client_secret') !== world.app.client_secret)
    throw oauthFailure(world, 'invalid_client', 'Client key or secret is incorrect.');
}

function token(world: TikTokWorld, call: Call): Answer {
  checkClient(world, call);
  const kind = call.field('grant_type');
  if (kind === 'authorization_code') return exchange(world, call);
  if (kind === 'refresh_token') return refresh(world, call);
  throw oauthFailure(world, 'unsupported_grant_type', 'The grant type is not supported.');
}

function exchange(world: TikTokWorld, call: Call): Answer {
  const [code, redirectUri] = [call.field('code'), call.field('redirect_uri')];
  if (!code || !redirectUri) throw oauthFailure(world, 'invalid_request', 'A required field is missing.');
  const issued = world.codes.redeem(code, { redirectUri, verifier: call.field('code_verifier'), now: world.now() });
  if (issued === 'redirect') {
    call.violate('redirect_mismatch', redirectUri);
    throw oauthFailure(world, 'invalid_request', 'Redirect_uri is not matched with the uri when requesting code.');
  }
  if (issued === 'verifier')
    throw oauthFailure(world, 'invalid_request', 'Code verifier or code challenge is invalid.');
  if (typeof issued === 'string')
    throw oauthFailure(world, 'invalid_grant', 'Authorization code is expired or has been used.');
  const grant: TikTokGrant = {
    user: world.user(issued.consent.account),
    scopes: issued.consent.scopes,
    isAlive: true,
    refreshToken: '',
    refreshExpiresAt: 0,
    rotated: new Set(),
  };
  world.grants.push(grant);
  return tokensOf(world, grant);
}

/** The old refresh token ends at once; the old access token stays valid. */
function refresh(world: TikTokWorld, call: Call): Answer {
  const presented = call.field('refresh_token');
  if (!presented) throw oauthFailure(world, 'invalid_request', 'A required field is missing.');
  const grant = grantOf(world, presented);
  if (grant?.rotated.has(presented)) call.violate('token_reuse_after_rotation', grant.user.open_id);
  if (!grant?.isAlive || grant.refreshToken !== presented || grant.refreshExpiresAt <= world.now())
    throw oauthFailure(world, 'invalid_grant', 'Refresh token is invalid or expired.');
  grant.rotated.add(presented);
  if (world.knobs.old_access_dies)
    for (const access of world.accessTokens.values()) if (access.grant === grant) access.expiresAt = world.now();
  call.effect(grant.user.open_id);
  return tokensOf(world, grant);
}

function tokensOf(world: TikTokWorld, grant: TikTokGrant): Answer {
  const { access_ttl: accessTtl, refresh_ttl: refreshTtl } = world.app;
  const access = `act.${world.ids.text(56)}`;
  world.accessTokens.set(access, { grant, expiresAt: world.now() + accessTtl * 1_000 });
  grant.refreshToken = `rft.${world.ids.text(56)}`;
  grant.refreshExpiresAt = world.now() + refreshTtl * 1_000;
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: {
      access_token: access,
      expires_in: accessTtl,
      open_id: grant.user.open_id,
      refresh_expires_in: refreshTtl,
      refresh_token: grant.refreshToken,
      scope: grant.scopes.join(','),
      token_type: 'Bearer',
    },
  };
}

async function revoke(world: TikTokWorld, call: Call): Promise<Answer> {
  checkClient(world, call);
  const presented = call.field('token') ?? '';
  const grant = world.accessTokens.get(presented)?.grant ?? grantOf(world, presented);
  if (!grant) throw oauthFailure(world, 'invalid_grant', 'The token is invalid.');
  await removeGrant(world, grant, 'app');
  return { status: 200 };
}

/** Ends a grant, and notifies our webhook. */
export async function removeGrant(world: TikTokWorld, grant: TikTokGrant, by: keyof typeof REMOVED_BY): Promise<void> {
  if (!grant.isAlive) return;
  grant.isAlive = false;
  await sendWebhook(world, grant.user.open_id, 'authorization.removed', { reason: REMOVED_BY[by] });
}

const grantOf = (world: TikTokWorld, refreshToken: string | undefined): TikTokGrant | undefined =>
  world.grants.find((grant) => grant.refreshToken === refreshToken || grant.rotated.has(refreshToken ?? ''));
