import { UploadApprovalsRepository, UploadsRepository } from '@app/uploads';
import { DataSource } from 'typeorm';
import { nightZone } from '../../support/harness/night-zone';
import { PlatformInstallation } from '../../support/harness/platform-installation';
import { waitUntil } from '../../support/harness/wait-until';

interface Answer {
  upload_id: string;
  presigned_url: string | null;
  headers: Record<string, string>;
  telemetry_presigned_url: string | null;
  telemetry_headers: Record<string, string>;
  code: string;
  posts: { id: string; account_id: string; publish_at: string | null; local_time: string | null; approval: string }[];
  errors: { path: string; code: string; message: string }[];
  slots: { publish_at: string; local_time: string }[];
}

const FILE = { filename: 'ride.mp4', file_size: 1_000, content_type: 'video/mp4' };
const DAY_MS = 86_400_000;
const TRACK = { filename: 'ride.gpx', file_size: 10 };
const [CHANNEL, SECOND_CHANNEL] = ['UCemulator00000000000001', 'UCemulator00000000000002'];

describe('posts that an upload announces', () => {
  let at: PlatformInstallation;
  beforeAll(async () => {
    at = await PlatformInstallation.start({ worker: false });
  });
  beforeEach(async () => {
    await at.enter('agency');
    await at.sql('update users set email_verified_at = now() where id = $1', at.user.userId);
  });
  afterAll(() => at?.close());

  const call = (method: string, path: string, body?: object) =>
    at.here.call<Answer>(method, `/api${path}`, { token: at.user.accessToken, body });
  const presign = (more: object) => call('POST', '/uploads/presign', { ...FILE, ...more });
  const postsOf = async (more: object) => {
    const { status, body } = await presign(more);
    expect([status, body.errors]).toEqual([201, undefined]);
    return (await call('GET', `/uploads/${body.upload_id}`)).body.posts;
  };

  it('are made on every connected account of the platforms that it names, with approvals as for targets', async () => {
    const refused = await presign({ platforms: ['youtube'] });
    expect([refused.status, refused.body.errors]).toMatchObject([422, [{ path: 'platforms[0]', code: 'no_account' }]]);
    const channel = await at.connected('youtube');
    expect(await postsOf({ platforms: ['download', 'youtube'] })).toMatchObject([{ account_id: channel }]);
    expect(await postsOf({ platforms: ['youtube'], requires_approval: true })).toMatchObject([
      { account_id: channel, approval: 'required' },
    ]);
    expect(await postsOf({ platforms: ['youtube', 'tiktok'], publish: false })).toEqual([]);
    expect(await postsOf({ platforms: ['download'] })).toEqual([]);
    const contradictory = await presign({ targets: [{ account_id: channel }], publish: false });
    expect(contradictory.body.errors).toMatchObject([{ path: 'publish' }]);
    await at.connected('tiktok');
    const unchosen = await presign({ platforms: ['youtube', 'tiktok'] });
    expect(unchosen.body.errors).toMatchObject([{ path: 'platforms[1]', code: 'refused_by_platform' }]);
    expect(unchosen.body.errors[0]?.message).toContain('name the account in `targets` with `overrides.privacy`');
  });

  it('are refused with an own caption that has too many hashtags together with those of the upload', async () => {
    const account_id = await at.connectedOn('instagram');
    const ownOf = (count: number) => Array.from({ length: count }, (_, index) => `#own${index}`).join(' ');
    const given = (count: number) => {
      const overrides = { privacy: 'public', caption: ownOf(count) };
      return { targets: [{ account_id, overrides }], caption: 'A #lap', hashtags: ['one', 'two'] };
    };
    const fault = { code: 'refused_by_platform', message: expect.stringContaining('at most 30') };
    const refused = await presign(given(28));
    expect(refused.body.errors).toMatchObject([{ path: 'targets[0].overrides.tags', ...fault }]);
    const { upload_id: id } = (await presign(given(27))).body;
    const [post] = (await call('GET', `/uploads/${id}`)).body.posts;
    const change = (count: number) =>
      call('PATCH', `/uploads/${id}/targets/${post?.id}`, { overrides: { caption: ownOf(count) } });
    expect((await change(29)).body.errors).toMatchObject([{ path: 'overrides.tags', ...fault }]);
    expect((await change(28)).status).toBe(200);
  });

  it('refuse a later privacy or later hashtags of their upload that their platform refuses, unless they have their own', async () => {
    const account_id = await at.connectedOn('instagram');
    const caption = Array.from({ length: 28 }, (_, index) => `#own${index}`).join(' ');
    const announced = async (overrides: object) => {
      const more = { targets: [{ account_id, overrides }], privacy: 'public', hashtags: ['one', 'two'] };
      return (await presign(more)).body.upload_id;
    };
    const change = async (id: string, texts: object) => {
      const { status, body } = await call('PATCH', `/uploads/${id}`, texts);
      return [status, body.errors?.map(({ path, code }) => [path, code])];
    };
    const plain = await announced({});
    expect(await change(plain, { title: 'New', privacy: 'private' })).toEqual([
      422,
      [['privacy', 'refused_by_platform']],
    ]);
    expect((await call('GET', `/uploads/${plain}`)).body).toMatchObject({ title: '', privacy: 'public' });
    expect(await change(plain, { title: 'New', hashtags: ['one', 'two', 'three'] })).toEqual([200, undefined]);
    // A request is not refused because of what it does not change.
    await at.sql(`update uploads set privacy = 'private' where id = $1`, plain);
    expect(await change(plain, { title: 'Newer' })).toEqual([200, undefined]);
    const captioned = await announced({ caption });
    expect(await change(captioned, { hashtags: ['one', 'two', 'three'] })).toEqual([
      422,
      [['hashtags', 'refused_by_platform']],
    ]);
    expect(await change(captioned, { caption: 'A #lap' })).toEqual([422, [['caption', 'refused_by_platform']]]);
    expect(await change(captioned, { hashtags: ['one'] })).toEqual([200, undefined]);
    expect(await change(captioned, { caption: 'A #lap', privacy: null })).toEqual([200, undefined]);
    const own = await announced({ caption, privacy: 'public', tags: [] });
    expect(await change(own, { privacy: 'private', hashtags: ['one', 'two', 'three'] })).toEqual([200, undefined]);
  });

  it('take an instant with Z or an offset as their time, and show it in the zone', async () => {
    await at.connected('youtube');
    const instant = new Date(Math.floor(Date.now() / 60_000) * 60_000 + 3 * DAY_MS);
    const inUtc = instant.toISOString();
    const plan = { platforms: ['youtube'], schedule_mode: 'scheduled' };
    const publishAt = async (more: object) => (await postsOf({ ...plan, ...more }))[0]?.publish_at;
    expect(await publishAt({ scheduled_time: inUtc })).toBe(inUtc);
    const plusTwo = new Date(instant.getTime() + 7_200_000).toISOString().slice(0, 19);
    expect(await publishAt({ scheduled_time: `${plusTwo}+02:00`, timezone: 'America/New_York' })).toBe(inUtc);
    expect(await publishAt({ scheduled_time: inUtc.slice(0, 16) })).toBe(inUtc);
    const preview = { platforms: ['youtube'], schedule_mode: 'scheduled', timezone: 'Asia/Kolkata' };
    const { body } = await call('POST', '/uploads/schedule/preview', { ...preview, scheduled_time: inUtc });
    const inIndia = new Date(instant.getTime() + 5.5 * 3_600_000).toISOString().slice(0, 16);
    expect(body.slots).toMatchObject([{ publish_at: inUtc, local_time: inIndia }]);
    const date = inUtc.slice(0, 10);
    for (const [scheduled_time, code] of [
      [`${date.slice(0, 4)}-02-30T10:00:00Z`, 'no_such_time'],
      [`${date}T10:00:00+25:00`, 'matches'],
      [`${date}T10:00:00z`, 'matches'],
    ]) {
      const refused = await presign({ ...plan, scheduled_time });
      expect(refused.body.errors).toMatchObject([{ path: 'scheduled_time', code }]);
    }
  });

  describe('that need an approval', () => {
    const administrator = async () => {
      const person = await at.newUser('starter');
      const join = `insert into workspace_members (workspace_id, user_id, role) values ($1, $2, 'admin')`;
      await at.sql(join, at.user.userId, person.userId);
      await at.sql('update sessions set workspace_id = $1 where user_id = $2', at.user.userId, person.userId);
      return (method: string, path: string, body?: object) =>
        at.here.call<Answer>(method, `/api/uploads${path}`, { token: person.accessToken, body });
    };
    const sent = async (address: string | null, headers: Record<string, string>, size: number) => {
      if (!address) return;
      const { pathname, search } = new URL(address);
      const request = { method: 'PUT', headers, body: Buffer.alloc(size) };
      expect((await fetch(at.here.api.url + pathname + search, request)).ok).toBe(true);
    };
    /** As the worker does when the video is ready. */
    const requested = async (id: string) => {
      for (const status of ['queued', 'processing', 'ready', 'awaiting_approval'])
        await at.sql('update uploads set status = $2, received_at = now() where id = $1', id, status);
      return at.service(DataSource).transaction(async (manager) => {
        const upload = await at.service(UploadsRepository).find({ ownerId: at.user.userId }, id, manager);
        return upload && at.service(UploadApprovalsRepository).open(upload, manager);
      });
    };

    it.each([
      ['sends parts of their video', { file_size: 40 * 1_024 ** 2 }, '/parts', {}],
      ['sends their track', {}, '/telemetry', TRACK],
      ['replaces their track', { has_telemetry: true, telemetry_file_size: 10 }, '/telemetry', TRACK],
      [
        'leaves out their track',
        { has_telemetry: true, telemetry_file_size: 10 },
        '/complete',
        { skip_telemetry: true },
      ],
    ])('are approved by somebody else than the person who %s', async (_what, more, path, body) => {
      await at.connected('youtube');
      const announced = await presign({ platforms: ['youtube'], requires_approval: true, ...more });
      const { upload_id: id, telemetry_presigned_url: trackUrl, ...given } = announced.body;
      await sent(given.presigned_url, given.headers, 1_000);
      await sent(trackUrl, given.telemetry_headers, TRACK.file_size);
      if (trackUrl) expect((await call('POST', `/uploads/${id}/telemetry/complete`)).status).toBe(200);
      const [changes, decides] = [await administrator(), await administrator()];
      expect((await changes('POST', `/${id}${path}`, body)).status).toBe(200);
      const revision = (await requested(id))?.revision;
      const refused = await changes('POST', `/${id}/approve`, { revision });
      expect([refused.status, refused.body.code]).toEqual([403, 'approval_of_own_work']);
      expect((await decides('POST', `/${id}/approve`, { revision })).status).toBe(200);
    });
  });

  it('of smart schedules avoid a day that holds a post of the account, as the preview said', async () => {
    const account_id = await at.connected('tiktok');
    const plan = { schedule_mode: 'smart', timezone: nightZone() };
    const target = { account_id, overrides: { privacy: 'SELF_ONLY' } };
    const plans = async () => {
      const preview = await call('POST', '/uploads/schedule/preview', { ...plan, platforms: ['tiktok'] });
      const [post] = await postsOf({ ...plan, targets: [target] });
      expect(post?.publish_at).toBe(preview.body.slots[0]?.publish_at);
      return post?.local_time?.slice(0, 10);
    };
    const first = await plans();
    expect(await plans()).not.toBe(first);
    await at.sql('update publications set account_id = null where account_id = $1', account_id);
    const [post] = await postsOf({ ...plan, targets: [target] });
    expect(post?.local_time?.slice(0, 10)).toBe(first);
  });

  describe('after a downgrade', () => {
    /** The posts of a starter go to one account: the one that was connected first. */
    const downgrade = async () => {
      await at.sql('update entitlement_grants set revoked_at = now() where user_id = $1', at.user.userId);
      await waitUntil(async () => (await at.list()).max_accounts === 1);
    };
    const connectTwo = async () => [
      await at.connected('youtube', { account: CHANNEL }),
      await at.connected('youtube', { account: SECOND_CHANNEL }),
    ];
    const groupOf = async (...account_ids: string[]) =>
      (await at.call<{ id: string }>('POST', '/groups', { name: `Group of ${account_ids.length}`, account_ids })).body
        .id;

    it('are refused on an account beyond the plan, whose name and first plan the answer has', async () => {
      const [first = '', second = ''] = await connectTwo();
      const [both, one] = [await groupOf(first, second), await groupOf(first)];
      await downgrade();
      const [, beyond] = await at.accounts('youtube');
      const refused = {
        code: 'tier_required',
        detail: expect.stringContaining(`${beyond?.name} on youtube`),
        account_ids: [second],
        tier: 'starter',
        required_tier: 'solo',
      };
      for (const targets of [
        [{ account_id: second }],
        [{ account_id: first }, { account_id: second }],
        [{ group: both }],
      ])
        for (const path of ['presign', 'estimate'])
          expect(await call('POST', `/uploads/${path}`, { ...FILE, targets })).toMatchObject({
            status: 403,
            body: refused,
          });
      expect(await postsOf({ targets: [{ account_id: first }] })).toMatchObject([{ account_id: first }]);
      expect(await postsOf({ targets: [{ group: one }] })).toMatchObject([{ account_id: first }]);
    });

    it('leave out accounts beyond the plan on the platforms that an upload names, unless no other is there', async () => {
      const [first] = await connectTwo();
      const third = await at.connected('tiktok');
      await downgrade();
      expect(await postsOf({ platforms: ['youtube'] })).toMatchObject([{ account_id: first }]);
      const refused = { code: 'tier_required', account_ids: [third], required_tier: 'creator' };
      expect(await presign({ platforms: ['youtube', 'tiktok'] })).toMatchObject({ status: 403, body: refused });
    });

    it('keep their time if they were announced before', async () => {
      const [, second = ''] = await connectTwo();
      const scheduled_time = new Date(Date.now() + DAY_MS).toISOString();
      const plan = { targets: [{ account_id: second }], schedule_mode: 'scheduled', scheduled_time };
      const { body } = await presign(plan);
      const posts = async () => (await call('GET', `/uploads/${body.upload_id}`)).body.posts;
      const before = await posts();
      await downgrade();
      expect(before).toMatchObject([{ account_id: second, publish_at: expect.any(String) }]);
      expect(await posts()).toEqual(before);
    });
  });
});
