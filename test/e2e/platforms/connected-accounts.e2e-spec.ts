import { randomUUID } from 'node:crypto';
import { DatabaseModule } from '@app/core';
import { AccountAccessService, AccountGroupsRepository, PlatformsModule } from '@app/platforms';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { PlatformInstallation } from '../../support/harness/platform-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { startCuttingProxy } from '../../support/servers/cutting-proxy';

const RIA = '7a1c5b0e-0000-4000-8000-00000000000a';
const PAT = '7a1c5b0e-0000-4000-8000-00000000000b';

@Module({ imports: [DatabaseModule.forProcess(), PlatformsModule] })
class OtherProcessModule {}

describe('connected accounts', () => {
  let at: PlatformInstallation;
  beforeAll(async () => {
    at = await PlatformInstallation.start({ worker: false });
  });
  beforeEach(() => at.enter());
  afterEach(async () => {
    for (const emulator of Object.values(at.emulators)) {
      await emulator.faults();
      expect(await emulator.violations()).toEqual([]);
    }
  });
  afterAll(() => at?.close());

  /** Statements that wait for a lock. */
  const waiting = async () =>
    (await at.sql(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))
      .length;

  const warningsOf = async (target: object) => {
    const body = { filename: 'ride.mp4', file_size: 1_000, content_type: 'video/mp4', targets: [target] };
    const call = { token: at.user.accessToken, body };
    type Answer = { warnings: { code: string; message: string }[] };
    return (await at.here.call<Answer>('POST', '/api/uploads/presign', call)).body.warnings;
  };

  it('[emulator 17] are limited by the plan, but connected accounts can be reconnected: with the same account only', async () => {
    await at.enter('starter');
    const id = await at.connected('tiktok', { account: RIA });
    expect(await at.list()).toMatchObject({ total_accounts: 1, max_accounts: 1, can_add_more: false });
    expect(await at.connect('tiktok', { account: PAT })).toMatchObject({ error: 'account_limit_reached' });
    expect(await at.connect('tiktok', { account: PAT }, id)).toMatchObject({ error: 'platform_account_mismatch' });
    expect(await at.connect('tiktok', { account: RIA }, id)).toMatchObject({ connected: id });
    expect((await at.browser.begin(at.user, 'youtube', id)).status).toBe(404);
    expect(await at.list()).toMatchObject({ total_accounts: 1 });
  });

  it('[emulator 18] say which permissions were not given, and a new upload says that its post will wait for them', async () => {
    await at.sql('update users set email_verified_at = now() where id = $1', at.user.userId);
    const account_id = await at.connected('tiktok', { account: RIA, scopes: ['user.info.basic', 'video.upload'] });
    expect(await at.accounts('tiktok')).toMatchObject([{ capabilities: ['draft'], missing_scopes: ['video.publish'] }]);
    const warnings = async (overrides: object) =>
      (await warningsOf({ account_id, overrides })).filter(({ code }) => code === 'account_needs_reconnection');
    const message = expect.stringContaining(' on TikTok must be reconnected with the permission for video.publish;');
    expect(await warnings({ privacy: 'PUBLIC_TO_EVERYONE' })).toMatchObject([{ message, account_id }]);
    expect(await warnings({ options: { surface: 'inbox' } })).toEqual([]);
    expect(await at.connect('tiktok', { account: RIA }, account_id)).toMatchObject({ connected: account_id });
    expect(await warnings({ privacy: 'PUBLIC_TO_EVERYONE' })).toEqual([]);
  });

  it('[emulator 18] may lack a permission that only steps after a post need, and a new upload says so', async () => {
    await at.sql('update users set email_verified_at = now() where id = $1', at.user.userId);
    const scopes = ['upload', 'readonly'].map((name) => `https://www.googleapis.com/auth/youtube.${name}`);
    const account_id = await at.connected('youtube', { scopes });
    expect(await at.accounts('youtube')).toMatchObject([{ status: 'active', missing_scopes: [] }]);
    const message = expect.stringContaining('without what needs the permission for https://www.googleapis.com/');
    expect(await warningsOf({ account_id, overrides: { options: { first_comment: 'First!' } } })).toMatchObject([
      { code: 'steps_not_permitted', message, account_id },
    ]);
    expect(await warningsOf({ account_id })).toEqual([]);
  });

  it('keep a token that was rotated while the database went away, even if another process fails with the former one', async () => {
    const id = await at.connected('tiktok', { account: RIA });
    const proxy = await startCuttingProxy(at.here.database.url);
    process.env.DATABASE_URL = proxy.url;
    const other = await NestFactory.createApplicationContext(OtherProcessModule, { logger: false });
    try {
      const access = other.get(AccountAccessService);
      await at.expireAccess(id);
      proxy.stopAt(/access_token = \$3/);
      // On a slow machine the call may give up; the process then stores the tokens without it.
      const using = access
        .use(id, (adapter, account) => adapter.check(account))
        .catch((error: unknown) => expect(error).toMatchObject({ code: 'database_unavailable' }));
      await waitUntil(() => proxy.refused > 0);
      // The lease expires, and another process finds out that the platform no longer accepts the former token.
      await at.sql('update platform_accounts set lease_until = clock_timestamp() where id = $1', id);
      await expect(at.use(id)).rejects.toMatchObject({ code: 'platform_access_ended' });
      expect(await at.emulators.tiktok.violations()).toEqual(['token_reuse_after_rotation']);
      await at.emulators.tiktok.control('POST', '/reset', {});
      expect(await at.accounts('tiktok')).toMatchObject([{ status: 'needs_reconnection' }]);
      proxy.resume();
      await using;
      await waitUntil(async () => (await at.accounts('tiktok'))[0]?.status === 'active');
      expect(await at.accounts('tiktok')).toMatchObject([{ problem: null }]);
      await at.expireAccess(id);
      await at.use(id);
      expect(await at.requests('tiktok', 'tt.token')).toBe(1);
    } finally {
      await other.close();
      await proxy.close();
    }
  });

  it('come with what each platform takes of a text, in its own unit', async () => {
    expect((await at.list()).text_limits).toMatchObject({
      tiktok: { caption: { most: 2_200, unit: 'utf16' } },
      youtube: { title: { most: 100, unit: 'utf16' }, caption: { most: 5_000, unit: 'bytes' } },
    });
  });

  it('take no more posts than their platform accepts in a day, and say when there is room', async () => {
    await at.enter('agency');
    await at.sql('update users set email_verified_at = now() where id = $1', at.user.userId);
    const target = { account_id: await at.connected('tiktok', { account: RIA }) };
    const targets = [{ ...target, overrides: { privacy: 'PUBLIC_TO_EVERYONE' } }];
    const file = { filename: 'ride.mp4', file_size: 1_000, content_type: 'video/mp4' };
    type Answer = { code: string; upload_id: string; next_possible_at: string; posts: { id: string }[] };
    const call = (method: string, path: string, body?: object) =>
      at.here.call<Answer>(method, `/api/uploads${path}`, { token: at.user.accessToken, body });
    const now = Date.now();
    const inDays = (days: number) => new Date(now + days * 86_400_000).toISOString().slice(0, 16);
    const when = (time: string) => ({ schedule_mode: 'scheduled', scheduled_time: time, timezone: 'UTC' });
    const [full, next] = [inDays(3), inDays(4)];
    const presign = (time: string) => call('POST', '/presign', { ...file, targets, ...when(time) });
    for (let posts = 0; posts < 15; posts += 1) expect((await presign(full)).status).toBe(201);
    const refused = { code: 'daily_post_limit_reached', next_possible_at: `${next}:00.000Z` };
    expect(await presign(full)).toMatchObject({ status: 409, body: refused });
    const { body: later } = await presign(next);
    const [post] = (await call('GET', `/${later.upload_id}`)).body.posts;
    const path = `/${later.upload_id}/targets/${post?.id}`;
    const hook = { token: at.user.accessToken, body: { url: 'https://hooks.example.test/reelway' } };
    expect((await at.here.call('POST', '/api/webhooks', hook)).status).toBe(201);
    expect(await call('PATCH', path, when(full))).toMatchObject({ status: 409, body: refused });
    expect((await call('PATCH', path, when(inDays(5)))).status).toBe(200);
    // The refused change is no event; the other one tells the pages that show the post, and webhook endpoints.
    const delivered = `select d.type, e.data ->> 'upload_id' as upload from webhook_deliveries d
      join account_events e on e.id = d.event_id where e.data ->> 'id' = $1 order by e.created_at`;
    const updated = { type: 'publication.updated', upload: later.upload_id };
    expect(await at.sql(delivered, post?.id)).toEqual([updated]);
    expect((await call('DELETE', path)).status).toBe(204);
    expect(await at.sql(delivered, post?.id)).toEqual([updated, { ...updated, type: 'publication.cancelled' }]);
    const draft = { ...target, overrides: { options: { surface: 'inbox' } } };
    const { body: uncounted } = await call('POST', '/presign', { ...file, targets: [draft], ...when(full) });
    const [inbox] = (await call('GET', `/${uncounted.upload_id}`)).body.posts;
    const counted = { overrides: { privacy: 'PUBLIC_TO_EVERYONE', options: { surface: 'post' } } };
    const draftPath = `/${uncounted.upload_id}/targets/${inbox?.id}`;
    expect(await call('PATCH', draftPath, counted)).toMatchObject({ status: 409, body: refused });
    expect((await call('PATCH', draftPath, { ...counted, ...when(inDays(6)) })).status).toBe(200);
  });

  it('form groups, which lose the accounts that are disconnected', async () => {
    const id = await at.connected('youtube');
    const motorsport = { name: 'Motorsport', account_ids: [id] };
    const group = await at.call<{ id: string; code: string }>('POST', '/groups', motorsport);
    expect(group.status).toBe(201);
    const taken = await at.call('POST', '/groups', { name: 'motorsport', account_ids: [] });
    expect(taken.body.code).toBe('account_group_name_taken');
    expect((await at.call('POST', '/groups', { name: 'Other', account_ids: [randomUUID()] })).status).toBe(404);
    const replaced = await at.call<object>('PUT', `/groups/${group.body.id}`, { name: 'Rides', account_ids: [id] });
    expect(replaced.body).toMatchObject({ name: 'Rides', account_ids: [id] });
    await at.call('DELETE', `/youtube/accounts/${id}`);
    const groups = [{ name: 'Rides', account_ids: [] }];
    expect((await at.call<object>('GET', '/groups')).body).toMatchObject({ groups });
    expect((await at.call('DELETE', `/groups/${group.body.id}`)).status).toBe(204);
  });

  it('get one post each from a group, as it is when the upload is announced', async () => {
    await at.enter('studio');
    const [ria, pat] = [await at.connected('tiktok', { account: RIA }), await at.connected('tiktok', { account: PAT })];
    const tube = await at.connected('youtube');
    const group = async (name: string, account_ids: string[], user = at.user) =>
      (await at.call<{ id: string }>('POST', '/groups', { name, account_ids }, user)).body.id;
    const [bikes, all, none] = [
      await group('Bikes', [ria, pat]),
      await group('All', [ria, tube]),
      await group('None', []),
    ];
    const file = { filename: 'ride.mp4', file_size: 1_000, content_type: 'video/mp4' };
    const presign = (targets: object[], key: string = randomUUID()) =>
      at.here.call<{ upload_id: string; errors?: { path: string; code: string }[] }>('POST', '/api/uploads/presign', {
        token: at.user.accessToken,
        headers: { 'Idempotency-Key': key },
        body: { ...file, targets },
      });
    const privacy = 'PUBLIC_TO_EVERYONE';
    const own = { title: 'For Ria', privacy };
    const targets = [
      { group: bikes, overrides: { title: 'Bikes', privacy } },
      { group: all },
      { account_id: ria, overrides: own },
    ];
    const first = await presign(targets, 'with-groups');
    expect(first.status).toBe(201);
    const posts = () =>
      at.sql<{ id: string; title: string | null }>(
        `select account_id as id, overrides ->> 'title' as title from publications where upload_id = $1`,
        first.body.upload_id,
      );
    const expected = [
      { id: ria, title: 'For Ria' },
      { id: pat, title: 'Bikes' },
      { id: tube, title: null },
    ];
    expect(await posts()).toHaveLength(3);
    expect(await posts()).toEqual(expect.arrayContaining(expected));
    await at.call('PUT', `/groups/${bikes}`, { name: 'Bikes', account_ids: [] });
    expect((await presign(targets, 'with-groups')).body.upload_id).toBe(first.body.upload_id);
    expect(await posts()).toHaveLength(3);

    const foreign = await group('Theirs', [], await at.newUser('agency'));
    const large = await group('Large', []);
    await at.sql(
      `with a as (insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
         select gen_random_uuid(), $1, 'youtube', 'large ' || n, 'Large', 'sealed', now(), $1 from generate_series(1, 101) n
         returning id) insert into account_group_members (group_id, account_id) select $2, id from a`,
      at.user.userId,
      large,
    );
    for (const [given, path, code] of [
      [[{ account_id: tube }, { group: foreign }], 'targets[1].group', 'unknown'],
      [[{ group: none }], 'targets[0].group', 'empty'],
      [[{ group: large }], 'targets', 'too_many'],
      [[{ group: all, account_id: pat }], 'targets[0]', 'ambiguous'],
      [[{ group: all, overrides: { privacy: 'NOBODY' } }], 'targets[0].overrides.privacy', undefined],
      [[{ overrides: own }], 'targets[0].account_id', undefined],
    ] as const) {
      const { status, body } = await presign([...given]);
      expect([status, body.errors?.[0]?.path]).toEqual([422, path]);
      if (code) expect(body.errors?.[0]?.code).toBe(code);
    }
  });

  it('that end while a group with them is created, or belong to others, are not found', async () => {
    const id = await at.connected('youtube');
    const foreign = await at.newUser('agency');
    expect((await at.call('POST', '/groups', { name: 'Foreign', account_ids: [id] }, foreign)).status).toBe(404);
    const { id: kept } = (await at.call('POST', '/groups', { name: 'Kept', account_ids: [] })).body;
    const ending = new Client({ connectionString: at.here.database.url });
    await ending.connect();
    for (const [method, path, name] of [
      ['POST', '/groups', 'New'],
      ['PUT', `/groups/${kept}`, 'Kept'],
    ] as const) {
      const id = await at.connected('youtube');
      await ending.query('begin');
      await ending.query('delete from platform_accounts where id = $1', [id]);
      const answer = at.call(method, path, { name, account_ids: [id] });
      await waitUntil(async () => (await waiting()) === 1);
      await ending.query('commit');
      expect((await answer).body.code).toBe('not_found');
    }
    await ending.end();
    expect((await at.call<object>('GET', '/groups')).body).toMatchObject({ groups: [{ name: 'Kept' }] });
  });

  it('form at most 100 groups, even if two are created at the same time', async () => {
    const owner = { ownerId: at.user.userId };
    await at.sql(
      `insert into account_groups (id, user_id, name) select gen_random_uuid(), $1, 'Group ' || n from generate_series(1, 99) n`,
      owner.ownerId,
    );
    const [groups, db] = [at.service(AccountGroupsRepository), at.service(DataSource)];
    let second: Promise<string> | undefined;
    await db.transaction(async (manager) => {
      await groups.create(owner, 'One', [], manager);
      second = db.transaction((other) => groups.create(owner, 'Two', [], other));
      await Promise.race([second.catch(() => undefined), waitUntil(async () => (await waiting()) === 1)]);
    });
    await expect(second).rejects.toMatchObject({ code: 'too_many_account_groups' });
  });

  it('whose platform does not answer delay nothing else of the owner', async () => {
    const id = await at.connected('tiktok', { account: RIA });
    await at.emulators.tiktok.faults({ op: 'tt.*', times: -1, action: { type: 'timeout_after_effect' } });
    const before = await at.requests('tiktok', 'tt.creator');
    const ending = new AbortController();
    let answered = 0;
    const waiting = Array.from({ length: 12 }, () =>
      fetch(`${at.here.api.url}/api/platforms/tiktok/accounts/${id}/creator-info`, {
        headers: { authorization: `Bearer ${at.user.accessToken}` },
        signal: ending.signal,
      }).then(() => (answered += 1)),
    );
    await waitUntil(async () => (await at.requests('tiktok', 'tt.creator')) > before);
    expect((await at.list()).total_accounts).toBe(1);
    expect(answered).toBe(0);
    ending.abort();
    await Promise.allSettled(waiting);
  });
});
