import { type Answer, type Call, Refusal } from '../platform/call';
import {
  type ConsentChoices,
  checkAuthorization,
  consentPage,
  redirectTo,
  takeConsent,
} from '../platform/consent-page';
import type { Operation } from '../platform/operations';
import { access } from './access';
import { pick } from './fields';
import { graphFailure, tokenFailure } from './graph-failure';
import { graphOperations } from './graph-operation';
import type { MetaGrant, MetaToken } from './meta-objects';
import type { MetaWorld } from './meta-world';

const [CODE_MS, SHORT_S, LONG_S, DAY_MS] = [3_600_000, 3_600, 5_183_944, 86_400_000];
const SCOPES = ['basic', 'content_publish', 'manage_insights', 'manage_comments'].map(
  (name) => `instagram_business_${name}`,
);

/** Instagram Login: an account without a Page, at hosts and with credentials of its own. */
export function instagramLoginOperations(world: MetaWorld): Operation[] {
  return [
    ...(['GET', 'POST'] as const).map(
      (method): Operation => ({
        op: 'ig.authorize',
        host: 'ig_www',
        method,
        path: '/oauth/authorize',
        answer: (call) => authorization(world, call),
      }),
    ),
    {
      op: 'ig.code',
      host: 'ig_api',
      method: 'POST',
      path: '/oauth/access_token',
      answer: (call) => shortToken(world, call),
    },
    {
      op: 'ig.exchange',
      host: 'ig_graph',
      method: 'GET',
      path: '/access_token',
      answer: (call) => longToken(world, call),
    },
    {
      op: 'ig.refresh',
      host: 'ig_graph',
      method: 'GET',
      path: '/refresh_access_token',
      answer: (call) => refresh(world, call),
    },
    ...graphOperations(world, {
      op: 'ig.me',
      host: 'ig_graph',
      method: 'GET',
      path: '/me',
      answer: (call) => me(world, call),
    }),
  ];
}

const linkedPages = (world: MetaWorld) =>
  [...world.users.values()].flatMap((user) =>
    user.pages.flatMap((page) => (page.ig ? [{ user, page, ig: page.ig }] : [])),
  );

function authorization(world: MetaWorld, call: Call): Answer {
  const redirect = checkAuthorization(call, world.instagramApp, 'client_id');
  const state = call.query.get('state') ?? '';
  const choices: ConsentChoices = {
    platform: 'Instagram',
    accounts: linkedPages(world).map(({ ig }) => ({ id: ig.id, label: `@${ig.username}` })),
    scopes: (call.query.get('scope') ?? '').split(',').filter((scope) => SCOPES.includes(scope)),
  };
  const consent = takeConsent(world, call, choices);
  if (!consent) return consentPage(choices);
  if (!consent.isApproved) {
    const denied = {
      error: 'access_denied',
      error_reason: 'user_denied',
      error_description: 'The user denied your request',
    };
    return redirectTo(redirect, { ...denied, state });
  }
  const code = world.codes.issue(`AQ${world.ids.text(180)}`, {
    redirectUri: redirect,
    challenge: null,
    challengeEncoding: 'base64url',
    consent,
    expiresAt: world.now() + CODE_MS,
  });
  return redirectTo(redirect, { code, state }, '#_');
}

const oauthFailure = (message: string): Refusal =>
  new Refusal({ status: 400, body: { error_type: 'OAuthException', code: 400, error_message: message } });

/** Accepts a form only; the answer is flat in reality and wrapped in the documentation. */
function shortToken(world: MetaWorld, call: Call): Answer {
  const { client_id: id, client_secret: secret } = world.instagramApp;
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(call.header('content-type') ?? ''))
    throw oauthFailure('Missing required field client_id');
  if (call.field('client_id') !== id || call.field('client_secret') !== secret)
    throw oauthFailure('Error validating client secret.');
  const [code, redirectUri] = [call.field('code') ?? '', call.field('redirect_uri') ?? ''];
  const issued = world.codes.redeem(code, { redirectUri, now: world.now() });
  if (issued === 'redirect') call.violate('redirect_mismatch', redirectUri);
  if (issued === 'used') throw oauthFailure('This authorization code has been used');
  if (typeof issued === 'string') throw oauthFailure('Invalid authorization code');
  const chosen = linkedPages(world).find(({ ig }) => ig.id === issued.consent.account);
  if (!chosen) throw oauthFailure('The account does not exist.');
  const { user, page, ig } = chosen;
  const { scopes } = issued.consent;
  const grant: MetaGrant = { user, pages: [page.id], scopes, declined: [], endedBy: null, issuedAt: world.now() };
  world.grants.push(grant);
  const expiresAt = world.now() + SHORT_S * 1_000;
  const { value } = world.issue({ kind: 'instagram', grant, page, isLong: false, expiresAt });
  const body =
    world.knobs.instagram_token_shape === 'flat'
      ? // A number that a plain JSON parser cannot hold.
        `{"access_token":"${value}","user_id":${ig.id},"permissions":${JSON.stringify(scopes)}}`
      : JSON.stringify({ data: [{ access_token: value, user_id: ig.id, permissions: scopes.join(',') }] });
  return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
}

function instagramToken(world: MetaWorld, call: Call, grantType: string): MetaToken {
  if (call.query.get('grant_type') !== grantType)
    throw graphFailure(100, `(#100) The grant_type must be ${grantType}.`);
  const token = world.tokens.get(call.query.get('access_token') ?? '');
  if (token?.kind !== 'instagram') throw tokenFailure(undefined, 400);
  if (token.grant.endedBy !== null) throw tokenFailure(token.grant.endedBy, 400);
  if (token.expiresAt !== null && token.expiresAt <= world.now()) throw tokenFailure(463, 400);
  return token;
}

function longToken(world: MetaWorld, call: Call): Answer {
  if (call.query.get('client_secret') !== world.instagramApp.client_secret)
    throw graphFailure(101, 'Error validating client secret.');
  return lasting(world, instagramToken(world, call, 'ig_exchange_token'));
}

/** Only for tokens that are a day old and still valid. */
function refresh(world: MetaWorld, call: Call): Answer {
  const token = instagramToken(world, call, 'ig_refresh_token');
  if (!token.isLong || token.issuedAt + DAY_MS > world.now())
    throw graphFailure(100, '(#100) The access token is not old enough to be refreshed.');
  return lasting(world, token);
}

function lasting(world: MetaWorld, { grant, page }: MetaToken): Answer {
  const expiresAt = world.now() + LONG_S * 1_000;
  const { value } = world.issue({ kind: 'instagram', grant, page, isLong: true, expiresAt });
  return { status: 200, body: { access_token: value, token_type: 'bearer', expires_in: LONG_S } };
}

/** `id` belongs to our app; `user_id` is the one to publish with. */
function me(world: MetaWorld, call: Call): Answer {
  const ig = access(world, call, 'instagram').page?.ig;
  const all = {
    id: `9${ig?.id}`,
    user_id: ig?.id,
    username: ig?.username,
    name: ig?.name,
    account_type: ig?.account_type,
    profile_picture_url: `https://scontent.cdninstagram.com/${ig?.id}.jpg`,
  };
  return { status: 200, body: pick(all, call.query.get('fields'), ['id']) };
}
