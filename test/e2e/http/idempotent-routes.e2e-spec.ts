import { randomUUID } from 'node:crypto';
import { DiscoveryModule } from '@nestjs/core';
import type { Client } from 'pg';
import { apiRoutes } from '../../support/harness/api-routes';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { startTestInstallation, type TestInstallation } from '../../support/harness/test-installation';

const EDIT = {
  timeline: { tracks: [{ clips: [{ asset: { type: 'title', text: 'Hello' }, start: 0, length: 3 }] }] },
  output: { format: 'mp4', resolution: 'sd' },
};

/** A valid request for every route that is marked with `@Idempotent()`. */
const requests: Record<string, (ids: { userId: string; templateId: string }) => object> = {
  'POST /api/admin/entitlements/grant': ({ userId }) => ({ user_id: userId, tier: 'solo', reason: 'a partner' }),
  'POST /api/admin/tokens/grant': ({ userId }) => ({ user_id: userId, amount: 5, reason: 'a partner' }),
  'POST /api/platforms/groups': () => ({ name: `Group ${randomUUID()}`, account_ids: [] }),
  'POST /api/uploads/presign': () => ({
    filename: 'ride.mp4',
    file_size: 1_000,
    content_type: 'video/mp4',
    platforms: ['download'],
  }),
  'POST /api/v1/render': () => EDIT,
  'POST /api/v1/batch-render': () => ({ renders: [EDIT, EDIT] }),
  'POST /api/v1/self-checks': () => ({ work_ms: 1 }),
  'POST /edit/v1/render': () => EDIT,
  'POST /edit/v1/templates': () => ({ name: 'Hello', template: EDIT }),
  'POST /edit/v1/templates/render': ({ templateId }) => ({ id: templateId }),
  'POST /ingest/v1/sources': () => ({ url: 'https://example.com/source.mp4' }),
  'POST /ingest/v1/upload': () => ({}),
  'POST /serve/v1/assets': () => ({ url: 'https://example.com/asset.mp4', id: randomUUID(), destinations: [] }),
};
const routes = Object.keys(requests);
/** Routes whose answer has an address that is its own credential, and where it is in the answer. */
const credentials: Record<string, (answer: never) => string> = {
  'POST /api/uploads/presign': ({ presigned_url }: { presigned_url: string }) => presigned_url,
  'POST /ingest/v1/upload': ({ data }: { data: { attributes: { url: string } } }) => data.attributes.url,
};

/** A valid request for every route that is marked with `@RefusesIdempotencyKey()`. */
const refusals: Record<string, object> = {
  'POST /api/auth/totp/enable': { totp: '123456' },
  'POST /api/auth/totp/recovery-codes': {},
  'POST /api/keys': { name: 'Key', scopes: ['render:read'] },
  'POST /api/keys/:id/rotate': {},
  'POST /api/webhooks': { url: 'https://example.com/hook' },
  'POST /api/webhooks/:id/rotate-secret': {},
  'POST /api/callbacks/secret': {},
  'POST /api/uploads/:id/review-links': {},
  'POST /api/workspace/invites': { email: 'guest@example.com', role: 'viewer' },
};

interface Contract {
  paths: Record<string, { post?: { responses: object } }>;
  components: { schemas: Record<string, object> };
}

describe('every @Idempotent() route', () => {
  let installation: TestInstallation;
  let db: Client;
  let admin: TestAccount;
  let templateId: string;

  beforeAll(async () => {
    installation = await startTestInstallation({ modules: [DiscoveryModule] });
    db = installation.db;
    admin = await signUp(installation.api.url);
    await db.query(`update users set role = 'admin', email_verified_at = now() where id = $1`, [admin.userId]);
    await send('POST /api/admin/tokens/grant', { user_id: admin.userId, amount: 1_000, reason: 'the tests' });
    const { body } = await send<{ response: { id: string } }>('POST /edit/v1/templates', {
      name: 'Hello',
      template: EDIT,
    });
    templateId = body.response.id;
    await db.query(`
      create function refuse_answer() returns trigger language plpgsql as $$
      begin
        raise exception 'the answer cannot be recorded';
      end $$`);
  });
  // An account has one unfinished self-check, and no worker finishes it here.
  afterEach(() => db.query('delete from self_checks'));
  afterAll(() => installation?.close());

  const send = <T = { code?: string }>(route: string, body: object, key: string = randomUUID()) => {
    const [method = '', path = ''] = route.split(' ');
    return installation.call<T>(method, path, { token: admin.accessToken, body, headers: { 'idempotency-key': key } });
  };
  const requestOf = (route: string) => requests[route]?.({ userId: admin.userId, templateId }) ?? {};
  /** Every row of the installation, except the keys themselves and rows that any request, or the time, may change. */
  const rows = async (): Promise<Record<string, string[]>> => {
    const tables = await db.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename not in ('idempotency_keys', 'sessions', 'store_markers')`,
    );
    const rowsOf = tables.rows.map(
      ({ name }) => `select '${name}' as name, array_agg(t::text order by t::text) as rows from "${name}" t`,
    );
    const found = await db.query<{ name: string; rows: string[] }>(`${rowsOf.join(' union all ')} order by 1`);
    return Object.fromEntries(found.rows.map((table) => [table.name, table.rows]));
  };
  const whileNoAnswerCanBeRecorded = async (work: () => Promise<unknown>): Promise<void> => {
    await db.query(`
      create trigger refuse_answers before update on idempotency_keys for each row
      when (new.state = 'done') execute function refuse_answer()`);
    try {
      await work();
    } finally {
      await db.query('drop trigger refuse_answers on idempotency_keys');
    }
  };

  it('is listed in this test', () => {
    const marked = apiRoutes(installation.api.app).filter(({ idempotent }) => idempotent);
    expect(marked.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...routes].sort());
  });

  it.each(routes)('%s gives the first answer again and works once', async (route) => {
    const [body, key] = [requestOf(route), randomUUID()];
    const first = await send(route, body, key);
    expect([200, 201]).toContain(first.status);
    const after = await rows();
    const second = await send(route, body, key);
    expect([second.status, second.body, second.headers.get('idempotency-replayed')]).toEqual([
      first.status,
      first.body,
      'true',
    ]);
    expect(await rows()).toEqual(after);
  });

  it.each(routes)(
    '%s commits its work with the answer or not at all, so that a crash between the two repeats nothing',
    async (route) => {
      const [body, key] = [requestOf(route), randomUUID()];
      const before = await rows();
      await whileNoAnswerCanBeRecorded(() => send(route, body, key));
      expect(await rows()).toEqual(before);
      const retry = await send(route, body, key);
      expect([200, 201]).toContain(retry.status);
      expect(retry.headers.get('idempotency-replayed')).toBeNull();
    },
  );

  it.each(Object.keys(credentials))('%s stores no credential in clear', async (route) => {
    const key = randomUUID();
    const { body } = await send<never>(route, requestOf(route), key);
    const credential = credentials[route]?.(body);
    expect(credential).toMatch(/^http.*[\w-]{20}/);
    const { rows } = await db.query<object>('select * from idempotency_keys where key = $1', [key]);
    expect(rows).toEqual([
      expect.objectContaining({ state: 'done', body: null, sealed_body: expect.stringMatching(/^v1\./) }),
    ]);
    expect(JSON.stringify(rows)).not.toContain(credential);
  });

  it('stores no signed or secret address of an answer in clear, on any route', async () => {
    const { rows } = await db.query<{ body: string }>('select body from idempotency_keys where body is not null');
    expect(rows.length).toBeGreaterThan(routes.length);
    const open = rows.filter(({ body }) => /"https?:[^"]*(?:signature|token|\/uploads\/[\w-]{20})/i.test(body));
    expect(open).toEqual([]);
  });

  it('refuses the key instead, with an error that names it, where an answer shows a secret', async () => {
    const found = apiRoutes(installation.api.app);
    const marked = found.filter(({ refusesKey }) => refusesKey).map(({ method, path }) => `${method} ${path}`);
    expect(marked.sort()).toEqual(Object.keys(refusals).sort());
    const before = await rows();
    for (const [route, body] of Object.entries(refusals)) {
      const answer = await send<{ code: string }>(route.replace(':id', randomUUID()), body);
      expect([route, answer.status, answer.body.code]).toEqual([route, 400, 'idempotency_not_supported']);
    }
    expect(await rows()).toEqual(before);
  });

  it('refuses the key wherever the contract says that only this answer shows something', async () => {
    const { body: contract } = await installation.call<Contract>('GET', '/openapi.json');
    const showing = Object.entries(contract.paths).flatMap(([path, { post }]) => {
      if (!post) return [];
      const names = [...JSON.stringify(post.responses).matchAll(/#\/components\/schemas\/(\w+)/g)];
      const schemas = names.map(([, name = '']) => contract.components.schemas[name]);
      const shows = /only this answer shows/i.test(JSON.stringify([post, schemas]));
      return shows ? [`POST ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`] : [];
    });
    expect(showing.length).toBeGreaterThan(5);
    expect(Object.keys(refusals)).toEqual(expect.arrayContaining(showing));
  });
});
