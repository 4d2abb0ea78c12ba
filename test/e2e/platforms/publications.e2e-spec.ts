import { createHash, createHmac } from 'node:crypto';
import type { PlatformInstallation } from '../../support/harness/platform-installation';
import { PublishingInstallation, type ShownPost } from '../../support/harness/publishing-installation';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { waitUntil } from '../../support/harness/wait-until';
import { makeVideo } from '../../support/media/upload-videos';

/** YouTube loses the upload after the queries that precede the last part. */
const GONE = { op: 'yt.put', nth: 3, times: -1, when: { stepIs: 'probe' }, action: { type: 'named', name: 'yt.404' } };
const [CHANNEL, SECOND_CHANNEL] = ['UCemulator00000000000001', 'UCemulator00000000000002'];

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

describeWithFfmpeg('posts of an upload', () => {
  let here: PublishingInstallation;
  let at: PlatformInstallation;
  let account: { id: string; platform: string };
  const emulator = () => at.emulators.youtube;
  const behave = (change: object) => emulator().control('PUT', `/accounts/${CHANNEL}/behaviour`, change);
  beforeAll(async () => {
    here = await PublishingInstallation.start();
    at = here.at;
    await behave({ process_ms: 0 });
  });
  beforeEach(async () => {
    await here.enter();
    account = { id: await at.connected('youtube'), platform: 'youtube' };
    await here.work();
  });
  afterEach(async () => {
    await emulator().faults();
    expect(await emulator().violations()).toEqual([]);
  });
  afterAll(() => here?.close());

  it('go from the presigned request to the platform, with their own texts, and end the upload', async () => {
    const overrides = {
      title: 'Only here',
      privacy: 'unlisted',
      options: {
        category_id: '17',
        first_comment: 'First!',
        subtitles: { language: 'en', text: 'WEBVTT\n\n00:00.000 --> 00:01.000\nA lap' },
      },
    };
    const covers = [{ platform: 'youtube', seconds: 0.5 }];
    const target = { account_id: account.id, overrides };
    const caption = `Around the lake ${account.id}`;
    const id = await here.upload(makeVideo(), {
      targets: [target],
      covers,
      caption,
      hashtags: ['bike'],
      title: 'A lap',
    });
    const post = await here.until(id, 'verified', 'failed');
    expect(post).toMatchObject({ status: 'verified', visibility: 'unlisted', error: null, late: null });
    const { body } = await here.call<{ url: string }>('GET', `/${id}/download`);
    const { pathname, search } = new URL(body.url);
    const video = await (await fetch(`${at.here.api.url}${pathname}${search}`)).arrayBuffer();
    const sha256 = createHash('sha256').update(new Uint8Array(video)).digest('hex');
    expect(await here.live('youtube', caption)).toMatchObject([
      {
        postId: post.post_id,
        title: 'Only here',
        privacy: 'unlisted',
        sha256,
        caption: `${caption}\n\n#bike`,
        thumbnail: { type: 'image/jpeg', bytes: expect.any(Number) },
        options: { comments: ['First!'], captions: [{ language: 'en', track: expect.stringContaining('A lap') }] },
      },
    ]);
    expect(post.permalink).toBe(`https://www.youtube.com/watch?v=${post.post_id}`);
    await waitUntil(async () => (await here.statusOf(id)) === 'completed');
    expect(await here.journal(id, post.id)).toEqual([
      'status pending',
      'status scheduled',
      'status publishing',
      'open done',
      'transfer done',
      'commit started',
      'commit done',
      'status published',
      'thumbnail done',
      'captions done',
      'first_comment started',
      'first_comment done',
      'observe live',
      'status verified',
    ]);
  });

  it.each([
    ['tiktok', 'PUBLIC_TO_EVERYONE', 1.5, { options: { video_cover_timestamp_ms: 1_500 } }],
    ['instagram', 'public', 1.5, { options: { thumb_offset: '1500' } }],
    ['instagram', 'public', undefined, { thumbnail: { type: 'image/jpeg', bytes: 16 } }],
    ['facebook', 'public', undefined, { thumbnail: { type: 'image/jpeg', bytes: 16 } }],
  ] as const)(
    '[peers 3.20] reach %s (%s) with the cover that was chosen: second %s',
    async (platform, privacy, seconds, shown) => {
      const id = await at.connectedOn(platform);
      await at.emulators[platform].control('PUT', '/clock', { speed: 30 });
      const cover = { bytes: Buffer.from('a chosen picture'), ...(seconds !== undefined && { seconds }) };
      const { uploadId, caption } = await here.ready([{ id, platform, overrides: { privacy } }], { cover });
      const post = await here.published(uploadId).then(() => here.until(uploadId, 'verified', 'failed'));
      expect(post).toMatchObject({ status: 'verified', error: null });
      expect(await here.live(platform, `${caption}\n\n#bike`)).toMatchObject([{ permalink: post.permalink, ...shown }]);
      expect(await here.figuresOf(uploadId, platform)).toMatchObject({ views: 12, status: 'current' });
      expect(await at.emulators[platform].violations()).toEqual([]);
    },
  );

  it('reach Instagram with a file that it accepts', async () => {
    const id = await at.connectedOn('instagram');
    await at.emulators.instagram.control('PUT', '/clock', { speed: 30 });
    const caption = `Around the lake ${id}`;
    const target = { account_id: id, overrides: { privacy: 'public' } };
    const upload = await here.upload(makeVideo({ seconds: 4 }), { targets: [target], caption });
    await here.published(upload);
    expect(await here.until(upload, 'verified')).toMatchObject({ error: null });
    expect(await here.live('instagram', caption)).toHaveLength(1);
    expect(await at.emulators.instagram.violations()).toEqual([]);
  });

  it('[peers 3.2] are not repeated when a step after them fails, nor is that step: a first comment', async () => {
    await emulator().faults({ op: 'yt.comment', action: { type: 'drop_after_effect' } });
    const overrides = { options: { first_comment: 'First!' } };
    const { uploadId, caption } = await here.ready([{ ...account, overrides }]);
    const post = await here.until(uploadId, 'verified', 'failed');
    expect(post).toMatchObject({ status: 'verified', error: null });
    expect(await here.live('youtube', caption)).toMatchObject([{ options: { comments: ['First!'] } }]);
    const steps = (await here.journal(uploadId, post.id)).filter((line) => line.startsWith('first_comment'));
    expect(steps).toEqual(['first_comment started', 'first_comment failed']);
  });

  it('name accounts of their owner, and what the platform refuses, before anything is uploaded', async () => {
    const file = { filename: 'ride.mp4', file_size: 1_000, content_type: 'video/mp4' };
    const presign = (more: object) =>
      here.call<{ code: string; errors: { path: string; code: string }[] }>('POST', '/presign', { ...file, ...more });
    await here.enter('starter');
    const unknown = await presign({ targets: [{ account_id: account.id }] });
    expect([unknown.status, unknown.body.errors[0]]).toMatchObject([422, { path: 'targets[0].account_id' }]);
    const own = await at.connected('youtube');
    const refused = await presign({ targets: [{ account_id: own, overrides: { options: { colour: 1 } } }] });
    expect([refused.status, refused.body.errors[0]]).toMatchObject([422, { path: 'targets[0].overrides.options' }]);
    const when = { schedule_mode: 'scheduled', scheduled_time: tomorrow(), timezone: 'Europe/Berlin' };
    expect((await presign({ targets: [{ account_id: own }], ...when })).body.code).toBe('tier_required');
    expect((await presign({})).status).toBe(422);
  });

  it.each([
    ['after its effect', 'drop_after_effect', 'outcome published', []],
    ['before its effect', 'reset_before_effect', 'outcome not_published', []],
    ['after its effect, and the upload with it', 'drop_after_effect', 'outcome found', [GONE]],
  ])('[peers 3.12] exist once when the answer to the publishing call is lost %s', async (_, type, step, more) => {
    await emulator().faults({ op: 'yt.put', when: { isFinal: true }, action: { type } }, ...more);
    const { uploadId, caption } = await here.ready([account]);
    const post = await here.until(uploadId, 'verified');
    expect(await here.live('youtube', caption)).toHaveLength(1);
    const journal = await here.journal(uploadId, post.id);
    expect(journal).toEqual(expect.arrayContaining(['commit failed', 'status unknown', step]));
    expect(post.error).toBeNull();
  });

  it('[peers 3.11] fail alone, with a mail that leads to them, and only they are repeated', async () => {
    const other = { id: await at.connected('youtube', { account: SECOND_CHANNEL }), platform: 'youtube' };
    const later = new Date(Date.now() + 3_600_000);
    const wrong = { ...account, overrides: { privacy: 'nonsense' } };
    const { uploadId, caption } = await here.ready([wrong, { ...other, publishAt: later }]);
    const failed = await here.until(uploadId, 'failed');
    expect(failed.error).toMatchObject({ code: 'post_refused', step: 'preflight' });
    expect(await here.live('youtube', caption)).toEqual([]);
    await at.here.outbox.mail(at.user.email, new RegExp(`/uploads\\?id=${uploadId}#${failed.id}`));
    const fixed = await here.call('PATCH', `/${uploadId}/targets/${failed.id}`, { overrides: { privacy: 'private' } });
    expect(fixed.status).toBe(200);
    expect((await here.call('POST', `/${uploadId}/retry`, {})).status).toBe(200);
    await here.until(uploadId, 'verified');
    expect(await here.live('youtube', caption)).toMatchObject([{ account: CHANNEL, privacy: 'private' }]);
    expect((await here.posts(uploadId)).map(({ status }) => status)).toEqual(['verified', 'scheduled']);
    expect((await here.call('POST', `/${uploadId}/retry`, {})).body.code).toBe('upload_state_conflict');
  });

  it('wait for their account, and go on when it is connected again', async () => {
    const [first] = await at.accounts('youtube');
    await emulator().control('POST', `/accounts/${first?.account_id}/revoke`, {});
    await at.expireAccess(account.id);
    const { uploadId, caption } = await here.ready([account]);
    const error = { code: 'platform_access_ended', missing_scopes: [] };
    expect(await here.until(uploadId, 'waiting')).toMatchObject({ waiting_for: 'account', error });
    expect(await at.connect('youtube', {}, account.id)).toMatchObject({ connected: account.id });
    await at.run('system.reconcile');
    const post: ShownPost = await here.until(uploadId, 'verified');
    expect(post.error).toBeNull();
    expect(await here.live('youtube', caption)).toHaveLength(1);
  });

  describe('whose account the person takes back at the platform', () => {
    const address = (path: string) => `${at.here.api.url}/oauth/${path}`;
    beforeEach(() => at.receiveMessages());

    it.each(['tiktok', 'facebook'] as const)('[peers 3.8] wait for it on %s, with one mail', async (platform) => {
      const id = await at.connectedOn(platform);
      const publishAt = new Date(Date.now() + 3_600_000);
      const { uploadId } = await here.ready([{ id, platform, overrides: { privacy: 'public' } }], { publishAt });
      const [shown] = await at.accounts(platform);
      await at.emulators[platform].control('POST', `/accounts/${shown?.account_id}/revoke`, {});
      await waitUntil(async () => (await at.accounts(platform))[0]?.status === 'needs_reconnection');
      await at.run('system.reconcile');
      await at.here.outbox.mail(at.user.email, /needs your attention/);
      const [post] = await here.posts(uploadId);
      await here.call('PATCH', `/${uploadId}/targets/${post?.id}`, { schedule_mode: 'immediate' });
      expect(await here.until(uploadId, 'waiting', 'failed')).toMatchObject({ waiting_for: 'account' });
      await at.run('system.reconcile');
      await waitUntil(async () => (await at.sql('select from platform_accounts where notice_due')).length === 0);
      expect(at.here.outbox.to(at.user.email).filter((mail) => /needs your attention/.test(mail))).toHaveLength(1);
    });

    it('lose its name and its tokens when the person demands that at Facebook, and a page says so', async () => {
      const id = await at.connectedOn('facebook');
      const publishAt = new Date(Date.now() + 3_600_000);
      const { uploadId } = await here.ready([{ id, platform: 'facebook' }], { publishAt });
      const [account] = await at.sql<{ login: string }>('select login from platform_accounts where id = $1', id);
      const path = `/users/${account?.login.replace('meta:', '')}/data-deletion`;
      const { url, confirmation_code: code } = await at.emulators.facebook.control('POST', path, {});
      expect(url).toMatch(new RegExp(`/oauth/facebook/data-deletion/${String(code)}$`));
      const page = await fetch(address(`facebook/data-deletion/${String(code)}`));
      expect([page.status, await page.text()]).toEqual([200, expect.stringMatching(/from Facebook was deleted on/)]);
      expect((await fetch(address('facebook/data-deletion/1795900000-forged'))).status).toBe(404);
      expect(await at.accounts('facebook')).toEqual([]);
      expect(await here.posts(uploadId)).toMatchObject([{ account_id: null, account_name: '' }]);
    });

    it('[emulator 28] are not affected by a message that the platform did not sign, or that is late', async () => {
      const id = await at.connectedOn('tiktok');
      const [shown] = await at.accounts('tiktok');
      const event = { client_key: at.env.TIKTOK_CLIENT_KEY, event: 'authorization.removed', content: '{"reason":1}' };
      const known = JSON.stringify({ ...event, user_openid: shown?.account_id });
      const send = async (seconds: number, secret: string, body = known) => {
        const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
        const headers = { 'content-type': 'application/json', 'tiktok-signature': `t=${seconds},s=${signature}` };
        return (await fetch(address('tiktok/events'), { method: 'POST', headers, body })).status;
      };
      const [now, secret] = [Math.floor(Date.now() / 1_000), at.env.TIKTOK_CLIENT_SECRET ?? ''];
      const wrong = [send(now, 'another'), send(now - 3_600, secret), send(now, secret, 'no JSON')];
      expect(await Promise.all(wrong)).toEqual([400, 400, 400]);
      await at.sql('update platform_accounts set checked_at = null where id = $1', id);
      expect(await send(now, secret)).toBe(200);
      const isChecked = 'select from platform_accounts where id = $1 and checked_at is not null';
      await waitUntil(async () => (await at.sql(isChecked, id)).length === 1);
      expect(await at.accounts('tiktok')).toMatchObject([{ status: 'active' }]);
      const unsigned = { method: 'POST', body: 'signed_request=a.b' };
      expect((await fetch(address('facebook/events'), unsigned)).status).toBe(400);
    });
  });

  it('[peers 3.3] [peers 3.16] [emulator 24] are changed, moved and cancelled one by one by people who have seen their latest revision, until they are published', async () => {
    const publishAt = new Date(Date.now() + 3_600_000);
    const { uploadId, caption } = await here.ready([account], { publishAt });
    const [post] = await here.posts(uploadId);
    const path = `/${uploadId}/targets/${post?.id}`;
    const tag = { 'if-match': `"${post?.revision}"` };
    const refused = async (change: object) =>
      (await here.call<{ errors: { path: string }[] }>('PATCH', path, change)).body.errors.map((fault) => fault.path);
    expect(await refused({ scheduled_time: tomorrow() })).toEqual(['scheduled_time']);
    expect(await refused({ timezone: 'Europe/Berlin' })).toEqual(['timezone']);
    expect(await refused({ overrides: { privacy: 'nonsense' } })).toEqual(['overrides.privacy']);
    const changed = await here.call<{ overrides: object }>('PATCH', path, { overrides: { title: 'Changed' } }, tag);
    expect([changed.status, changed.body.overrides]).toEqual([200, { title: 'Changed' }]);
    expect(await here.journal(uploadId, post?.id ?? '')).toContain('change done');
    expect((await here.call('PATCH', path, { overrides: {} }, tag)).body.code).toBe('publication_changed');
    expect((await here.call('DELETE', path, undefined, tag)).status).toBe(409);
    expect((await here.call('PATCH', path, { schedule_mode: 'immediate' })).status).toBe(200);
    await here.until(uploadId, 'verified');
    expect(await here.live('youtube', caption)).toMatchObject([{ title: 'Changed' }]);
    expect((await here.call('DELETE', path)).body.code).toBe('publication_busy');
    const other = await here.ready([account], { publishAt });
    const [second] = await here.posts(other.uploadId);
    expect((await here.call('DELETE', `/${other.uploadId}/targets/${second?.id}`)).status).toBe(204);
    await waitUntil(async () => (await here.statusOf(other.uploadId)) === 'cancelled');
    expect(await here.live('youtube', other.caption)).toEqual([]);
  });
});
