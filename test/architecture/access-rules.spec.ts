import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { type ApiRoute, apiRoutes } from '../support/harness/api-routes';
import { signUp } from '../support/harness/test-account';
import { createTestUser } from '../support/harness/test-credentials';
import { installation } from '../support/harness/test-installation';
import { httpClient } from '../support/servers/http-client';

/**
 * Routes that a stolen access token may call for as long as it lives, by the reason. Every other route beyond the work
 * on videos needs a recent sign-in.
 */
const WITHOUT_RECENT_SIGN_IN: Readonly<Record<string, readonly string[]>> = {
  'shows what the person sees every day, without secrets': [
    'GET /api/auth/me',
    'GET /api/auth/sessions',
    'GET /api/workspace',
    'GET /api/workspace/audit-log',
    'GET /api/keys',
    'GET /api/settings',
    'GET /api/callbacks/secret',
    'GET /api/events/stream',
    'POST /api/events/stream/ticket',
    'GET /api/notices',
    'GET /api/webhooks',
    'GET /api/webhooks/:id',
    'GET /api/webhooks/:id/deliveries',
    'GET /api/webhooks/:id/deliveries/:delivery_id',
    'GET /api/platforms',
    'GET /api/platforms/:platform/accounts/:id/creator-info',
    'GET /api/platforms/choices/:id',
    'GET /api/platforms/groups',
    'GET /api/analytics/followers',
    'GET /api/analytics/overview',
    'GET /api/analytics/timeseries',
    'GET /api/kpi/raw',
    'GET /api/kpi/summary',
    'GET /api/billing/subscription',
    'GET /api/billing/invoices',
    'GET /api/billing/tokens',
    'GET /api/billing/tokens/ledger',
    'GET /api/v1/self-checks',
    'GET /api/v1/self-checks/:id',
    'GET /api/admin/users/search',
    'GET /api/admin/users/:id',
    'GET /api/admin/users/:id/entitlements',
    'GET /api/admin/audit-log',
    'GET /api/admin/audit-log/verification',
    'GET /api/admin/overview',
    'GET /api/admin/kpi/global',
    'GET /api/admin/queues',
    'GET /api/admin/jobs',
    'GET /api/admin/renders/:id/segments',
  ],
  'takes access away, and gives none': [
    'DELETE /api/keys/:id',
    'DELETE /api/webhooks/:id',
    'DELETE /api/uploads/:id/review-links/:link',
    'DELETE /api/workspace/invites/:id',
    'DELETE /api/platforms/:platform/accounts/:id',
    'DELETE /api/platforms/groups/:id',
  ],
  'is how a sign-in becomes recent': ['POST /api/auth/reauthenticate'],
  'works only with the secret of a mail': ['POST /api/account/email/confirm', 'POST /api/workspace/invites/accept'],
  'finishes what began with a recent sign-in, at most ten minutes ago': ['POST /api/platforms/choices/:id'],
  'changes names, what is read, or which of the existing things are used': [
    'PATCH /api/account',
    'POST /api/notices/:id/read',
    'POST /api/notices/read-all',
    'PATCH /api/workspace',
    'POST /api/workspace/switch',
    'POST /api/platforms/groups',
    'PUT /api/platforms/groups/:id',
    'POST /api/platforms/:platform/accounts/:id/refresh',
  ],
  'sends to a receiver that was set up with a recent sign-in': [
    'POST /api/notifications/test',
    'POST /api/webhooks/:id/test',
    'POST /api/webhooks/:id/deliveries/:delivery_id/redeliver',
  ],
  'decides about posts that editors made, for which administrators are asked every day': [
    'POST /api/uploads/:id/approve',
    'POST /api/uploads/:id/reject',
  ],
  'checks for the one dangerous setting itself': ['PUT /api/settings'],
  'leads to a page on which Stripe asks for the payment': ['POST /api/billing/checkout', 'POST /api/billing/portal'],
  'repeats work that someone else started': [
    'POST /api/admin/jobs/:id/retry',
    'POST /api/admin/maintenance/reconcile',
    'POST /api/admin/maintenance/rotate-token-keys',
  ],
};

/** Renders, sources, templates and uploads: what the scopes of an ordinary key allow. */
const isWorkOnVideos = ({ rule }: ApiRoute): boolean =>
  rule?.allow === 'scope' && /^(render|uploads):/.test(rule.scope);
const nameOf = ({ method, path }: ApiRoute): string => `${method} ${path}`;

interface Contract {
  paths: Record<string, Record<string, { responses: Record<string, { $ref?: string }> }>>;
  components: { responses: Record<string, object> };
}

/** The operations of the contract that can answer with this error, as `METHOD /path/:parameter`. */
function operationsWith(code: string): string[] {
  const { paths, components } = JSON.parse(readFileSync(join(__dirname, '../../openapi.json'), 'utf8')) as Contract;
  const names = ({ $ref = '' }) => {
    const response = components.responses[$ref.split('/').at(-1) ?? ''];
    return JSON.stringify(response ?? {}).includes(`"${code}"`);
  };
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, { responses }]) => Object.values(responses).some(names))
      .map(([method]) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  );
}

@Controller('planted')
class PlantedController {
  @Get('without-rule')
  forgotten() {
    return {};
  }
}

@Module({ controllers: [PlantedController] })
class PlantedModule {}

describe('access rules', () => {
  const instance = installation({ modules: [DiscoveryModule, PlantedModule] });

  it('finds the routes, including the planted one', () => {
    const paths = apiRoutes(instance.api.app).map(({ method, path }) => `${method} ${path}`);
    expect(paths).toEqual(expect.arrayContaining(['GET /planted/without-rule', 'GET /health/live']));
  });

  it('holds on every route', () => {
    const without = apiRoutes(instance.api.app).filter(({ rule, path }) => !rule && path !== '/planted/without-rule');
    expect(
      without.map(
        ({ name, path }) => `${name} (${path}) says nobody who may call it: add @Public(), @RequireScope(…), …`,
      ),
    ).toEqual([]);
  });

  it('refuses every caller on a route without a rule', async () => {
    const { apiKey } = await createTestUser(instance.database.url, { role: 'admin' });
    const answer = await fetch(`${instance.api.url}/planted/without-rule`, { headers: { 'x-api-key': apiKey } });
    expect(answer.status).toBe(403);
    expect((await fetch(`${instance.api.url}/planted/without-rule`)).status).toBe(401);
  });

  const withCredential = () =>
    apiRoutes(instance.api.app).filter(({ rule, path }) => rule && rule.allow !== 'public' && path !== '/objects/*');

  it('demand a recent sign-in on every route that gives away authority or data', () => {
    const exempt = Object.values(WITHOUT_RECENT_SIGN_IN).flat();
    const open = withCredential().filter((route) => !route.needsRecentSignIn && !isWorkOnVideos(route));
    expect(open.map(nameOf).sort()).toEqual([...exempt].sort());
    expect(new Set(exempt).size).toBe(exempt.length);
  });

  it('say in the contract that they demand it, and no others do', () => {
    const guarded = apiRoutes(instance.api.app).filter(({ needsRecentSignIn }) => needsRecentSignIn);
    // One of its settings demands a recent sign-in.
    const expected = [...guarded.map(nameOf), 'PUT /api/settings'];
    expect(operationsWith('reauthentication_required').sort()).toEqual(expected.sort());
  });

  it('let API keys pass only those of these routes that are in a scope', () => {
    const forKeys = withCredential().filter(
      ({ needsRecentSignIn, rule }) => needsRecentSignIn && !['session', 'role'].includes(rule?.allow ?? ''),
    );
    expect(forKeys.map(nameOf).sort()).toEqual(['PATCH /api/webhooks/:id', 'POST /api/webhooks']);
  });

  it('refuse a session on each of these routes until the password is entered again', async () => {
    const call = httpClient(instance.api.url);
    const { userId, accessToken: token, password } = await signUp(instance.api.url);
    await instance.db.query(`update users set role = 'admin', email_verified_at = now() where id = $1`, [userId]);
    await instance.db.query(`update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1`, [
      userId,
    ]);
    // The end of the account is last, because it ends the session.
    const guarded = withCredential()
      .filter(({ needsRecentSignIn }) => needsRecentSignIn)
      .sort(
        (one, other) => Number(nameOf(one) === 'DELETE /api/account') - Number(nameOf(other) === 'DELETE /api/account'),
      );
    const refused = async () => {
      const found: string[] = [];
      for (const route of guarded) {
        const path = route.path.replace(':platform', 'tiktok').replaceAll(/:\w+/g, randomUUID());
        const body = route.method === 'GET' ? undefined : {};
        const answer = await call<{ code?: string }>(route.method, path, { token, body });
        if (answer.status === 403 && answer.body.code === 'reauthentication_required') found.push(nameOf(route));
      }
      return found;
    };
    expect(guarded.length).toBeGreaterThan(25);
    expect(await refused()).toEqual(guarded.map(nameOf));
    expect((await call('POST', '/api/auth/reauthenticate', { token, body: { password } })).status).toBe(200);
    expect(await refused()).toEqual([]);
  });

  it('demand a recent sign-in for a new Discord webhook, and for no other setting', async () => {
    const call = httpClient(instance.api.url);
    const { userId, accessToken: token } = await signUp(instance.api.url);
    await instance.db.query(`update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1`, [
      userId,
    ]);
    const put = async (body: object) => {
      const answer = await call<{ code?: string }>('PUT', '/api/settings', { token, body });
      return [answer.status, answer.body.code];
    };
    expect(
      await put({ discord_webhook: 'https://discord.com/api/webhooks/123456789012345678/abcdefghijklmnop' }),
    ).toEqual([403, 'reauthentication_required']);
    expect(await put({ default_privacy: 'private' })).toEqual([200, undefined]);
  });
});
