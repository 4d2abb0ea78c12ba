import { randomUUID } from 'node:crypto';
import { TestBrowser } from '../../../support/harness/test-browser';
import { startTestInstallation, type TestInstallation } from '../../../support/harness/test-installation';
import { waitUntil } from '../../../support/harness/wait-until';
import { grantTier } from '../../../support/model/grant-tier';

const PASSWORD = 'a sentence that they chose';

describe('an API key that a member of a workspace created', () => {
  let installation: TestInstallation;
  let { api, call, db } = {} as TestInstallation;
  let owner: TestBrowser;
  let member: TestBrowser;
  beforeAll(async () => {
    installation = await startTestInstallation({ env: { TRUST_PROXY: '1' } });
    ({ api, call, db } = installation);
  });
  beforeEach(async () => {
    owner = new TestBrowser(call, '198.51.100.7');
    member = new TestBrowser(call, '203.0.113.8');
    await owner.register(`owner-${randomUUID()}@example.test`, PASSWORD, 'Olga Owner');
    await member.register(`member-${randomUUID()}@example.test`, PASSWORD, 'Max Member');
    await db.query(`insert into workspace_members (workspace_id, user_id, role) values ($1, $2, 'admin')`, [
      owner.userId,
      member.userId,
    ]);
    await grantTier(db, owner.userId);
    const entered = await member.call('POST', '/api/workspace/switch', { body: { workspace_id: owner.userId } });
    expect(entered.status).toBe(204);
  });
  afterAll(() => installation?.close());

  const use = (key: string) => call('GET', '/api/v1/jobs', { headers: { 'x-api-key': key } });
  const setMember = (method: 'PATCH' | 'DELETE', body?: object) =>
    owner.call(method, `/api/workspace/members/${member.userId}`, { body });
  const addRender = async () => {
    const id = randomUUID();
    await db.query(
      `insert into renders (id, user_id, created_by, provider, status, request, callback_token, format, pricing, held_seconds, hold_id, reserved, storage, object_key, deadline_at)
       values ($1, $2, $2, 'local', 'queued', '{}', repeat('x', 11) || replace($3, '-', ''), 'mp4', 'per_minute', 1, $1, 1, 'local', $3, now() + interval '1 hour')`,
      [id, owner.userId, id],
    );
    return id;
  };

  it('is listed with its member, for the owner and the member alike', async () => {
    const { body } = await member.createKey();
    expect(body.created_by).toMatchObject({ id: member.userId, name: 'Max Member' });
    const own = await owner.createKey('Own');
    const { body: list } = await owner.call<{ keys: { id: string; created_by: { name: string } }[] }>(
      'GET',
      '/api/keys',
    );
    expect(list.keys.map(({ id, created_by }) => [id, created_by.name])).toEqual([
      [own.body.id, 'Olga Owner'],
      [body.id, 'Max Member'],
    ]);
    expect((await use(body.key)).status).toBe(200);
  });

  it('only reads while its member has no seat', async () => {
    const { key } = (await member.createKey()).body;
    const headers = { 'x-api-key': key };
    const write = async () => {
      const { status, body } = await call<{ code: string }>('POST', '/api/v1/render', { headers, body: {} });
      return [status, body.code];
    };
    const setTier = (tier: string) =>
      db.query('update entitlement_grants set tier = $2 where user_id = $1', [owner.userId, tier]);
    const refused = [403, 'no_seats_left'];
    expect(await write()).not.toEqual(refused);
    await setTier('starter');
    await waitUntil(async () => (await write())[1] === 'no_seats_left');
    expect(await write()).toEqual(refused);
    expect((await use(key)).status).toBe(200);
    // The key lacks this scope with a seat as well.
    expect((await call<{ code: string }>('GET', '/api/uploads', { headers })).body.code).toBe('access_denied');
    await setTier('agency');
    await waitUntil(async () => (await write())[1] !== 'no_seats_left');
  });

  /** Nothing runs in the person's own workspace until the person says so. */
  const continuesOnlyAfterSwitch = async () => {
    for (const [method, path, body] of [
      ['GET', '/api/v1/jobs'],
      ['POST', '/api/v1/self-checks', {}],
      ['GET', '/api/settings'],
      ['GET', '/api/notices'],
      ['POST', '/api/notices/read-all'],
      ['GET', '/api/keys'],
    ] as const)
      expect(await member.call(method, path, { body })).toMatchObject({
        status: 403,
        body: { code: 'workspace_unavailable' },
      });
    expect((await member.call('GET', '/api/auth/me')).status).toBe(200);
    const { body } = await member.call<{ available: object[] }>('GET', '/api/workspace');
    expect(body.available).toMatchObject([{ id: member.userId }]);
    expect((await enter(member.userId)).status).toBe(204);
    expect((await member.call('GET', '/api/v1/jobs')).status).toBe(200);
  };
  const enter = (id: string) =>
    member.call<{ code: string }>('POST', '/api/workspace/switch', { body: { workspace_id: id } });

  it('ends, and the sessions of a removed member are refused until the person chooses a workspace', async () => {
    expect((await setMember('DELETE')).status).toBe(204);
    await continuesOnlyAfterSwitch();
  });

  it('pauses with the owner, whose workspace nobody enters while the account is suspended', async () => {
    const setOwner = (status: string) => db.query('update users set status = $2 where id = $1', [owner.userId, status]);
    await setOwner('suspended');
    await waitUntil(async () => (await member.call('GET', '/api/v1/jobs')).status === 403);
    await continuesOnlyAfterSwitch();
    expect(await enter(owner.userId)).toMatchObject({ status: 403, body: { code: 'workspace_unavailable' } });
    expect((await member.call('GET', '/api/v1/jobs')).status).toBe(200);
    await setOwner('active');
    expect((await enter(owner.userId)).status).toBe(204);
  });

  it('is not all that ends with the membership: tickets, attempts to connect accounts and unsent uploads do, too', async () => {
    await db.query('update users set email_verified_at = now() where id = any($1)', [[owner.userId, member.userId]]);
    const body = { filename: 'ride.mp4', file_size: 5, content_type: 'video/mp4', platforms: ['download'] };
    const { upload_id: id } = (await member.call<{ upload_id: string }>('POST', '/api/uploads/presign', { body })).body;
    const ticket = await member.call<{ url: string }>('POST', `/api/uploads/${id}/events/ticket`, { body: {} });
    const begin = `insert into platform_authorizations (id, state_hash, browser_hash, user_id, session_id, created_by, platform, redirect_uri, code_verifier, expires_at)
      values (gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), sha256('browser'), $1, gen_random_uuid(), $2, 'tiktok', 'https://example.com', 'sealed', now() + interval '1 hour')`;
    const offer = `insert into platform_choices (id, user_id, created_by, platform, candidates, expires_at)
      values (gen_random_uuid(), $1, $2, 'tiktok', 'sealed', now() + interval '1 hour')`;
    for (const statement of [begin, offer])
      for (const person of [owner, member]) await db.query(statement, [owner.userId, person.userId]);

    expect((await setMember('DELETE')).status).toBe(204);

    const { pathname, search } = new URL(ticket.body.url);
    expect((await fetch(`${api.url}${pathname}${search}`)).status).toBe(401);
    for (const table of ['platform_authorizations', 'platform_choices']) {
      const { rows } = await db.query(`select created_by from ${table} where user_id = $1`, [owner.userId]);
      expect(rows).toEqual([{ created_by: owner.userId }]);
    }
    const payload = { ownerId: owner.userId, memberId: member.userId };
    const jobs = `select due_at > clock_timestamp() as later from outbox where name = 'member_uploads.cancel' and payload = $1 order by due_at`;
    expect((await db.query(jobs, [payload])).rows).toEqual([{ later: false }, { later: true }]);
  });

  it('ends with the membership, and does not return with it', async () => {
    const { key } = (await member.createKey()).body;
    const own = (await owner.createKey()).body.key;
    expect([(await use(key)).status, (await use(own)).status]).toEqual([200, 200]);
    expect((await setMember('DELETE')).status).toBe(204);
    expect((await use(key)).status).toBe(401);
    await db.query(`insert into workspace_members (workspace_id, user_id, role) values ($1, $2, 'admin')`, [
      owner.userId,
      member.userId,
    ]);
    expect([(await use(key)).status, (await use(own)).status]).toEqual([401, 200]);
  });

  it('stops working when the membership is deleted directly in the database, and after a suspension', async () => {
    const { key } = (await member.createKey()).body;
    expect((await use(key)).status).toBe(200);
    await db.query(`update users set status = 'suspended' where id = $1`, [member.userId]);
    await waitUntil(async () => (await use(key)).body.code === 'account_suspended');
    await db.query(`update users set status = 'active' where id = $1`, [member.userId]);
    await waitUntil(async () => (await use(key)).status === 200);
    await db.query('delete from workspace_members where user_id = $1', [member.userId]);
    await waitUntil(async () => (await use(key)).status === 401);
  });

  it('has no more scopes than the role allows after the role was lowered', async () => {
    const { key } = (await member.createKey()).body;
    const write = () =>
      call<{ code: string }>('DELETE', `/api/v1/job/${randomUUID()}`, { headers: { 'x-api-key': key } });
    expect((await write()).status).toBe(404);
    expect((await setMember('PATCH', { role: 'viewer' })).status).toBe(204);
    expect((await write()).body.code).toBe('access_denied');
    expect((await use(key)).status).toBe(200);
  });

  it('passes to the person who rotates it', async () => {
    const { id } = (await member.createKey()).body;
    const rotated = await owner.call<{ key: string; created_by: { id: string } }>('POST', `/api/keys/${id}/rotate`, {
      body: { grace_seconds: 0 },
    });
    expect(rotated.body.created_by.id).toBe(owner.userId);
    await setMember('DELETE');
    expect((await use(rotated.body.key)).status).toBe(200);
  });

  it.each(['a key', 'a session'])('streams events to %s only while access lasts', async (kind) => {
    const { key } = (await member.createKey()).body;
    const headers: Record<string, string> =
      kind === 'a key' ? { 'x-api-key': key } : { authorization: `Bearer ${member.accessToken}` };
    const stream = await fetch(`${api.url}/api/v1/job/${await addRender()}/events`, { headers });
    expect(stream.status).toBe(200);
    const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
    expect((await reader.read()).done).toBe(false);
    expect((await setMember('DELETE')).status).toBe(204);
    await waitUntil(async () => (await reader.read()).done);
  });
});

describe('an Idempotency-Key', () => {
  let installation: TestInstallation;
  beforeAll(async () => {
    installation = await startTestInstallation({ env: { TRUST_PROXY: '1' } });
  });
  afterAll(() => installation?.close());

  it('is a different one in another workspace', async () => {
    const { call, db } = installation;
    const [owner, member] = [new TestBrowser(call, '198.51.100.7'), new TestBrowser(call, '203.0.113.8')];
    await owner.register(`owner-${randomUUID()}@example.test`, PASSWORD);
    await member.register(`member-${randomUUID()}@example.test`, PASSWORD);
    await db.query(`insert into workspace_members (workspace_id, user_id, role) values ($1, $2, 'editor')`, [
      owner.userId,
      member.userId,
    ]);
    await grantTier(db, owner.userId);
    await db.query('update users set email_verified_at = now()');
    const start = async () => {
      const answer = await member.call<{ id: string }>('POST', '/api/v1/self-checks', {
        body: {},
        headers: { 'idempotency-key': 'one' },
      });
      return [answer.body.id, answer.headers.get('idempotency-replayed')];
    };
    const [first] = await start();
    expect(await start()).toEqual([first, 'true']);
    await member.call('POST', '/api/workspace/switch', { body: { workspace_id: owner.userId } });
    const [second, replayed] = await start();
    expect(replayed).toBeNull();
    expect(second).not.toBe(first);
  });
});
