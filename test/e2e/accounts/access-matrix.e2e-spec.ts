import { randomUUID } from 'node:crypto';
import { type AccessRule, API_SCOPES, scopesOf } from '@app/auth';
import { LedgerService, tokens } from '@app/billing';
import { DiscoveryModule } from '@nestjs/core';
import { type ApiRoute, apiRoutes } from '../../support/harness/api-routes';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { createTestUser } from '../../support/harness/test-credentials';
import { installation } from '../../support/harness/test-installation';
import { grantTier } from '../../support/model/grant-tier';
import { httpClient } from '../../support/servers/http-client';

const ADMIN_KEY = 'an operator key for tests, at least 32 characters';

type WorkspaceRole = 'owner' | 'admin' | 'editor' | 'viewer';
interface Caller {
  name: string;
  headers: Record<string, string>;
  kind: 'nobody' | 'key' | 'session' | 'machine';
  role?: 'admin' | 'user';
  scopes?: readonly string[];
  workspaceRole?: WorkspaceRole;
}

const RANK: WorkspaceRole[] = ['viewer', 'editor', 'admin', 'owner'];
const bodyless = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** The rules once more, expressed differently from the guard's. */
function mayEnter({ kind, role, scopes, workspaceRole }: Caller, rule: AccessRule): boolean {
  switch (rule.allow) {
    case 'public':
      return true;
    case 'user':
      return kind === 'key' || kind === 'session';
    case 'scope':
      return (kind === 'key' || kind === 'session') && scopes?.includes(rule.scope) === true;
    case 'role':
      return kind === 'machine' || (kind === 'session' && role === rule.role);
    case 'session':
      return (
        kind === 'session' && RANK.indexOf(workspaceRole ?? 'viewer') >= RANK.indexOf(rule.workspaceRole ?? 'viewer')
      );
  }
}

describe('every route', () => {
  const instance = installation({ modules: [DiscoveryModule], env: { ADMIN_API_KEY: ADMIN_KEY } });
  let routes: ApiRoute[];
  beforeAll(async () => {
    routes = apiRoutes(instance.api.app);
  });

  const bearer = ({ accessToken }: TestAccount) => ({ authorization: `Bearer ${accessToken}` });
  const send = async ({ method, path }: { method: string; path: string }, headers: Record<string, string>) => {
    const answer = await fetch(`${instance.api.url}${path}`, {
      method,
      headers: { ...headers, ...(bodyless(method) ? {} : { 'content-type': 'application/json' }) },
      body: bodyless(method) ? undefined : '{}',
      redirect: 'manual',
    });
    // The body of an event stream has no end.
    if (answer.headers.get('content-type')?.startsWith('text/event-stream')) await answer.body?.cancel();
    const { code } = (await answer.json().catch(() => ({}))) as { code?: string };
    return { status: answer.status, code };
  };

  async function makeCallers(): Promise<Caller[]> {
    const [owner, admin] = [await signUp(instance.api.url), await signUp(instance.api.url)];
    await instance.db.query(`update users set role = 'admin' where id = $1`, [admin.userId]);
    await grantTier(instance.db, owner.userId);
    const member = async (workspaceRole: Exclude<WorkspaceRole, 'owner'>): Promise<Caller> => {
      const account = await signUp(instance.api.url);
      await instance.db.query('insert into workspace_members (workspace_id, user_id, role) values ($1, $2, $3)', [
        owner.userId,
        account.userId,
        workspaceRole,
      ]);
      await instance.db.query('update sessions set workspace_id = $1 where user_id = $2', [
        owner.userId,
        account.userId,
      ]);
      return {
        name: `a workspace ${workspaceRole}`,
        headers: bearer(account),
        kind: 'session',
        role: 'user',
        workspaceRole,
        scopes: scopesOf(workspaceRole),
      };
    };
    const key = async (name: string, scopes: readonly (typeof API_SCOPES)[number][]): Promise<Caller> => ({
      name,
      headers: { 'x-api-key': (await createTestUser(instance.database.url, { role: 'admin', scopes })).apiKey },
      kind: 'key',
      role: 'admin',
      scopes,
    });
    return [
      { name: 'nobody', headers: {}, kind: 'nobody' },
      { name: 'the machine key', headers: { 'x-admin-key': ADMIN_KEY }, kind: 'machine' },
      {
        name: 'an owner',
        headers: bearer(owner),
        kind: 'session',
        role: 'user',
        workspaceRole: 'owner',
        scopes: API_SCOPES,
      },
      {
        name: 'an administrator',
        headers: bearer(admin),
        kind: 'session',
        role: 'admin',
        workspaceRole: 'owner',
        scopes: API_SCOPES,
      },
      await member('admin'),
      await member('editor'),
      await member('viewer'),
      await key('a key with every scope', API_SCOPES),
      await key('a key with one scope', ['analytics:read']),
    ];
  }

  it('admits the callers that its rule names, and no others', async () => {
    const callers = await makeCallers();
    const wrong: string[] = [];
    for (const route of routes) {
      const path = route.path.replaceAll(/:\w+/g, () => randomUUID());
      for (const caller of callers) {
        const { status, code } = await send({ method: route.method, path }, caller.headers);
        const entered = status !== 401 && code !== 'access_denied';
        const expected = route.rule !== undefined && mayEnter(caller, route.rule);
        // A public route may still require a secret in its body or the operator's key.
        const fine = expected
          ? entered || route.rule?.allow === 'public'
          : status === (caller.kind === 'nobody' ? 401 : 403);
        if (!fine || status === 500) wrong.push(`${route.method} ${route.path} answered ${status} to ${caller.name}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('reveals nothing to a stranger about an object that exists', async () => {
    const [owner, stranger] = [await signUp(instance.api.url), await signUp(instance.api.url)];
    const call = httpClient(instance.api.url);
    await grantTier(instance.db, owner.userId);
    const idOf = async (method: string, path: string, body: object) =>
      (await call<{ id: string }>(method, path, { token: owner.accessToken, body })).body.id;
    const dataOf = async (path: string, body: object) =>
      (
        await call<{ response?: { id: string }; data?: { id: string } }>('POST', path, {
          token: owner.accessToken,
          body,
        })
      ).body;
    // Sources are only fetched for confirmed addresses.
    await instance.db.query('update users set email_verified_at = now() where id = $1', [owner.userId]);
    const keyId = await idOf('POST', '/api/keys', { name: 'CI', scopes: ['render:read'] });
    const templateId = (await dataOf('/edit/v1/templates', { name: 'Theirs', template: {} })).response?.id;
    const clips = [{ asset: { type: 'title', text: 'Theirs' }, start: 0, length: 1 }];
    const gift = {
      key: `test:${owner.userId}`,
      userId: owner.userId,
      amount: tokens(10),
      source: 'admin',
      reason: 'test',
    } as const;
    await instance.api.app.get(LedgerService, { strict: false }).grant(gift);
    const edit = { timeline: { tracks: [{ clips }] }, output: { format: 'mp4', resolution: 'sd' } };
    const renderId = (await dataOf('/edit/v1/render', edit)).response?.id;
    const batch = await call<{ batch_id: string }>('POST', '/api/v1/batch-render', {
      token: owner.accessToken,
      body: [edit],
    });
    await dataOf('/serve/v1/assets', { url: 'https://example.com/a.png', id: 'theirs', destinations: [] });
    const upload = await call<{ upload_id: string }>('POST', '/api/uploads/presign', {
      token: owner.accessToken,
      body: { filename: 'theirs.mp4', file_size: 1, content_type: 'video/mp4', platforms: ['download'] },
    });
    const [accountId, choiceId] = [randomUUID(), randomUUID()];
    await instance.db.query(
      `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, connected_by, check_at)
       values ($1, $2, 'tiktok', 'theirs', 'Theirs', 'sealed', $2, now())`,
      [accountId, owner.userId],
    );
    await instance.db.query(
      `insert into platform_choices (id, user_id, created_by, platform, candidates, expires_at)
       values ($1, $2, $2, 'tiktok', 'sealed', now() + interval '1 hour')`,
      [choiceId, owner.userId],
    );
    const groupId = await idOf('POST', '/api/platforms/groups', { name: 'Theirs', account_ids: [accountId] });
    const webhookId = await idOf('POST', '/api/webhooks', { url: 'https://example.com/theirs' });
    const noticeId = randomUUID();
    const notice = `insert into notices (id, owner_id, event, data, title, link, created_at)
      values ($1, $2, 'upload.failed', '{}', 'Theirs', '/uploads', now())`;
    await instance.db.query(notice, [noticeId, owner.userId]);
    const routesBelow = (start: string) => routes.map(({ path }) => path).filter((path) => path.startsWith(start));
    const ids: Record<string, string | undefined> = {
      ...Object.fromEntries(routesBelow('/api/uploads/:id').map((path) => [path, upload.body.upload_id])),
      ...Object.fromEntries(routesBelow('/api/webhooks/:id').map((path) => [path, webhookId])),
      '/api/platforms/tiktok/accounts/:id': accountId,
      '/api/platforms/tiktok/accounts/:id/creator-info': accountId,
      '/api/platforms/tiktok/accounts/:id/refresh': accountId,
      '/api/platforms/choices/:id': choiceId,
      '/api/platforms/groups/:id': groupId,
      '/api/notices/:id/read': noticeId,
      '/api/v1/job/:job_id': renderId,
      '/api/v1/job/:job_id/events': renderId,
      '/api/v1/renders/:job_id': renderId,
      '/api/v1/videos/:job_id': renderId,
      '/api/v1/render/:render_id': renderId,
      '/api/v1/batch/:batch_id': batch.body.batch_id,
      '/edit/v1/render/:id': renderId,
      '/edit/v1/templates/:id': templateId,
      '/serve/v1/assets/render/:id': renderId,
      '/serve/v1/assets/:id': (
        await instance.db.query<{ id: string }>('select id from ingest_sources where user_id = $1', [owner.userId])
      ).rows[0]?.id,
      '/ingest/v1/sources/:id': (await dataOf('/ingest/v1/upload', {})).data?.id,
      '/api/keys/:id': keyId,
      '/api/keys/:id/rotate': keyId,
      '/api/auth/sessions/:id': (
        await instance.db.query<{ id: string }>('select id from sessions where user_id = $1', [owner.userId])
      ).rows[0]?.id,
      '/api/workspace/invites/:id': await idOf('POST', '/api/workspace/invites', {
        email: 'guest@example.test',
        role: 'viewer',
      }),
      '/api/workspace/members/:id': owner.userId,
      '/api/v1/job/:job_id/events/ticket': renderId,
      '/api/v1/self-checks/:id': await idOf('POST', '/api/v1/self-checks', {}),
    };
    const bodies: Record<string, object> = {
      '/api/workspace/members/:id': { role: 'viewer' },
      '/api/uploads/:id/telemetry': { filename: 'theirs.gpx', file_size: 1 },
      '/api/uploads/:id/hud/preview': { seconds: 0 },
      '/api/uploads/:id/approve': { revision: 1 },
      '/api/uploads/:id/reject': { revision: 1, comment: 'No.' },
      '/edit/v1/templates/:id': { name: 'Mine', template: {} },
      '/api/platforms/choices/:id': { account_ids: ['theirs'] },
      '/api/platforms/groups/:id': { name: 'Mine', account_ids: [] },
    };
    // A `:url` is an address on the internet, not an object of any account.
    const withId = routes
      .map((route) => ({ ...route, path: route.path.replace(':platform', 'tiktok') }))
      .filter(({ path }) => path.includes(':') && !path.endsWith(':url'));
    const ofUsers = withId.filter(({ rule }) => rule?.allow !== 'public' && rule?.allow !== 'role');
    for (const { method, path, rule } of ofUsers) {
      const id = ids[path];
      expect({ path, fixture: id !== undefined }).toEqual({ path, fixture: true });
      const answers = [];
      for (const candidate of [id ?? '', randomUUID(), 'no-id']) {
        const answer = await call<{ code: string }>(method, path.replace(/:\w+/, candidate), {
          token: stranger.accessToken,
          body: method === 'GET' ? undefined : (bodies[path] ?? {}),
        });
        answers.push([answer.status, answer.body.code]);
      }
      const missing = [404, 'not_found'];
      expect({ path, method, rule, answers }).toEqual({ path, method, rule, answers: [missing, missing, missing] });
    }
  });
});

describe('limits on guessing', () => {
  const instance = installation({ env: { RATE_LIMIT_WINDOW_SEC: '3600', RATE_LIMIT_MAX: undefined } });

  it('refuses the 61st sign-in of a window from one address, with the time to wait', async () => {
    const guess = (attempt: number) =>
      instance.call('POST', '/api/auth/login', {
        body: { email: `person-${attempt}@example.test`, password: 'a guess' },
      });
    // The network is slowed down, so ten at a time.
    for (let from = 0; from < 60; from += 10) {
      const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => guess(from + index)));
      expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 401));
    }
    const { status, headers } = await guess(60);
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('slows down clients that guess keys', async () => {
    const answers = await Promise.all(
      Array.from({ length: 140 }, () =>
        fetch(`${instance.api.url}/api/keys`, { headers: { 'x-api-key': `rw_live_${randomUUID()}` } }),
      ),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBe(20);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await fetch(`${instance.api.url}/health/live`)).status).toBe(200);
  });
});
