import type { UploadSession } from '@app/platforms';
import { publishingOn } from '../support/emulators/publishing-on';

const MIB = 1_048_576;

describe('a post on TikTok', () => {
  const { here, open, publish, observe, preflight, behave, posts, advance } = publishingOn('tiktok');
  const account = (change: object) => here.at.emulator.control('PUT', `/users/${here.access.externalId}`, change);

  it('carries its settings, and the public id with all of its digits', async () => {
    const options = {
      disable_comment: false,
      brand_organic: true,
      brand_content: true,
      is_ai_generated: true,
      cover_timestamp_ms: 1_500,
    };
    const postId = await publish({ options, tags: ['bike'] });
    expect(await observe(postId)).toEqual({ state: 'processing' });
    await advance(3);
    expect(await observe(postId)).toEqual({ state: 'live', privacy: null, permalink: null });
    await advance(2);
    const [post] = await posts();
    expect(await observe(postId)).toMatchObject({ state: 'live', publicId: post?.postId });
    expect(post).toMatchObject({
      caption: 'Around the lake\n\n#bike',
      options: {
        disable_comment: false,
        disable_duet: true,
        disable_stitch: true,
        brand_content_toggle: true,
        brand_organic_toggle: true,
        is_aigc: true,
        video_cover_timestamp_ms: 1_500,
      },
    });
  });

  it('[peers 3.22] ends as a draft in the inbox when it asks for that', async () => {
    const postId = await publish({ options: { surface: 'inbox' }, privacy: '' });
    await advance(3);
    expect(await observe(postId)).toEqual({ state: 'draft' });
    expect(await posts()).toMatchObject([{ state: 'draft', surface: 'inbox' }]);
  });

  it.each([
    ['spam_risk_too_many_posts', 'quota_exhausted'],
    ['spam_risk_user_banned_from_posting', 'policy_rejected'],
  ])('is refused before the upload while the account answers %s', async (can_post, failure) => {
    await account({ can_post });
    const passes = failure === 'quota_exhausted' && { isPassing: true };
    expect(await preflight()).toEqual([{ field: 'account', message: `cannot post now (${can_post})`, ...passes }]);
    await expect(open()).rejects.toMatchObject({ options: { extra: { failure, platform_code: can_post } } });
  });

  it('is refused, and not changed, when the account no longer offers what it asks for', async () => {
    await account({ is_private: true, duet_disabled: true });
    await expect(open()).rejects.toMatchObject({
      options: { extra: { failure: 'metadata_rejected', platform_code: 'privacy_level_option_mismatch' } },
    });
    const change = { privacy: 'SELF_ONLY', options: { disable_duet: false } };
    await expect(open(change)).rejects.toMatchObject({ options: { extra: { platform_code: 'duet_disabled' } } });
    expect((await preflight(change)).map(({ field }) => field)).toEqual(['options']);
    expect(await posts()).toEqual([]);
  });

  it.each([
    ['spam_risk', 'policy_rejected'],
    ['duration_check_failed', 'media_rejected'],
    ['internal', 'transient'],
  ])('[emulator 14] [emulator 15] fails after processing with %s', async (outcome, failure) => {
    await behave({ outcome });
    const postId = await publish();
    await advance(3);
    expect(await observe(postId)).toEqual({ state: 'failed', class: failure, reason: outcome });
  });
});

describe('a post on YouTube', () => {
  const at = publishingOn('youtube', 20 * MIB + 321);
  const { here, source, open, sent, publish, observe, behave, posts, advance } = at;

  it('[emulator 6] has every byte although YouTube stored less than it was sent', async () => {
    const action = { type: 'store_less', bytes: MIB };
    await here.at.emulator.faults({ op: 'yt.put', when: { stepIs: 'put' }, times: 2, action });
    await publish();
    expect(await posts()).toMatchObject([{ sha256: source.sha256 }]);
  });

  it('is not sent again when it is published already', async () => {
    const session = await sent();
    await at.commit(session);
    const refused = { options: { extra: { failure: 'outcome_unknown', platform_code: 'already_published' } } };
    await expect(at.commit(session)).rejects.toMatchObject(refused);
    await expect(at.transfer(session)).rejects.toMatchObject(refused);
    expect(await posts()).toHaveLength(1);
  });

  it('fails with the code of the platform when it refuses the post or the video', async () => {
    await here.at.emulator.faults({ op: 'yt.insert', action: { type: 'named', name: 'yt.quota' } });
    await expect(open()).rejects.toMatchObject({
      options: {
        retryAfterSeconds: expect.any(Number),
        extra: { failure: 'quota_exhausted', platform_code: 'quotaExceeded' },
      },
    });
    await behave({ outcome: 'rejected:copyright' });
    const postId = await publish();
    expect(await observe(postId)).toEqual({ state: 'processing' });
    await advance(60);
    expect(await observe(postId)).toEqual({ state: 'failed', class: 'policy_rejected', reason: 'copyright' });
  });
});

describe('a post on Facebook', () => {
  const at = publishingOn('facebook', 12 * MIB + 321);
  const { here, source, sent, publish, observe, preflight, behave, posts, advance } = at;
  const landscape = () => {
    source.facts = { bytes: source.size, seconds: 600, width: 1_920, height: 1_080, frameRate: 30 };
  };

  it('[emulator 22] is a video unless its shape and length are those of a reel, and is sent in the parts that Facebook asks for', async () => {
    landscape();
    expect(await preflight({}, source.facts)).toEqual([]);
    const postId = await publish();
    await advance(10);
    expect(await observe(postId)).toMatchObject({
      state: 'live',
      permalink: `https://www.facebook.com/${here.access.externalId}/videos/${postId}/`,
      publicId: `${here.access.externalId}_${postId}`,
    });
    expect(await posts()).toMatchObject([{ sha256: source.sha256, surface: 'video', title: 'A lap' }]);
  });

  it('continues as a video where the connection broke', async () => {
    landscape();
    const session = await at.open();
    const cut = { type: 'reset', afterRequestBytes: 100_000 };
    await here.at.emulator.faults({ op: 'fb.vid', when: { stepIs: 'transfer', offsetGte: 1 }, action: cut });
    await expect(at.transfer(session)).rejects.toMatchObject({ options: { extra: { failure: 'transient' } } });
    await at.transfer(session);
    await at.commit(session);
    await advance(10);
    expect(await posts()).toMatchObject([{ sha256: source.sha256 }]);
  });

  it('has no outcome while Facebook processes it, because it may be finished', async () => {
    landscape();
    const session = await sent();
    const lost = { op: 'fb.vid', when: { stepIs: 'finish' }, action: { type: 'drop_after_effect' } };
    await here.at.emulator.faults(lost);
    await expect(at.commit(session)).rejects.toMatchObject({ options: { extra: { failure: 'outcome_unknown' } } });
    await expect(at.outcome(session)).rejects.toMatchObject({ options: { extra: { failure: 'not_ready' } } });
    await advance(10);
    expect(await at.outcome(session)).toMatchObject({ state: 'published' });
    expect(await posts()).toHaveLength(1);
  });

  it('needs its owner when Facebook keeps it as a draft, and fails with the code of what is wrong with it', async () => {
    await here.at.emulator.control('PUT', `/media/${source.sha256}`, { width: 1_080, height: 1_920 });
    const trapped = await publish({ options: { surface: 'video' } });
    await behave({ outcome: '1363128' });
    const rejected = await publish({ description: 'Another' });
    await advance(10);
    expect(await observe(trapped)).toEqual({ state: 'failed', class: 'account_action', reason: 'draft' });
    expect(await observe(rejected)).toEqual({ state: 'failed', class: 'media_rejected', reason: '1363128' });
  });

  it('[emulator 14] [emulator 22] is refused as a reel of another shape, length or size before the upload', async () => {
    const facts = { seconds: 91, width: 500, height: 500, frameRate: 20 };
    const faults = await preflight({ options: { surface: 'reel' } }, facts);
    expect(faults.map(({ field }) => field)).toEqual(['video', 'video', 'video', 'video']);
    expect(await preflight({ privacy: 'private' })).toMatchObject([{ field: 'privacy' }]);
  });
});

describe('a post on Instagram', () => {
  const at = publishingOn('instagram');
  const { here, source, open, sent, publish, observe, preflight, behave, posts, advance } = at;
  const loseAnswer = async (session: UploadSession) => {
    await here.at.emulator.faults({ op: 'ig.publish', action: { type: 'drop_after_effect' } });
    await expect(at.commit(session)).rejects.toMatchObject({
      options: { retryAfterSeconds: 10, extra: { failure: 'outcome_unknown' } },
    });
    await advance(10);
  };

  it('carries its settings', async () => {
    await publish({ options: { share_to_feed: false, cover_timestamp_ms: 1_500, collaborators: ['a.friend'] } });
    expect(await posts()).toMatchObject([
      { options: { share_to_feed: 'false', thumb_offset: '1500', collaborators: '["a.friend"]' } },
    ]);
  });

  it('[emulator 25] is found among the posts of other apps when the answer that names it is lost', async () => {
    const session = await sent();
    await here.at.emulator.control('POST', `/accounts/${here.access.externalId}/foreign-posts`, {
      caption: 'Not ours',
    });
    await loseAnswer(session);
    await here.at.emulator.control('POST', `/accounts/${here.access.externalId}/foreign-posts`, {
      caption: 'Nor this',
    });
    const [post] = await posts();
    expect(await at.outcome(session)).toEqual({ state: 'published', postId: post?.postId });
  });

  it('[emulator 25] is published without a link, and never with the link of another, when two posts look the same', async () => {
    const session = await sent();
    const foreign = `/accounts/${here.access.externalId}/foreign-posts`;
    await here.at.emulator.control('POST', foreign, { caption: here.post.description });
    await loseAnswer(session);
    const outcome = await at.outcome(session);
    const postId = outcome.state === 'published' ? outcome.postId : '';
    expect(postId).toMatch(/^container:/);
    expect(await observe(postId)).toMatchObject({ state: 'live', permalink: null });
    expect(await posts()).toHaveLength(1);
  });

  it('is found although its container can no longer be read, and is not taken for lost', async () => {
    const session = await sent();
    await loseAnswer(session);
    await here.at.emulator.control('PUT', '/knobs', { read_10033: 'page' });
    here.access = { ...here.access, refreshToken: null };
    const [post] = await posts();
    expect(await at.outcome(session)).toEqual({ state: 'published', postId: post?.postId });
    expect(await at.outcome(await open({ description: 'Another' }))).toEqual({ state: 'session_lost' });
  });

  it('is refused before the upload on a day with too many posts', async () => {
    const { users } = await here.at.emulator.control<{ users: { user_id: string; pages: { ig: object | null }[] }[] }>(
      'GET',
      '/users',
    );
    const pages = users[0]?.pages.map((page) => ({ ...page, ig: page.ig && { ...page.ig, other_posts: 100 } }));
    await here.at.emulator.control('PUT', `/users/${users[0]?.user_id}`, { pages });
    here.access = await here.at.connect();
    expect(await preflight()).toEqual([
      { field: 'account', message: 'has reached its 100 posts of 24 hours', isPassing: true },
    ]);
    await expect(publish()).rejects.toMatchObject({ options: { extra: { failure: 'quota_exhausted' } } });
  });

  it('[emulator 14] fails with the code of the platform when its video cannot be processed', async () => {
    await behave({ outcome: '2207026' });
    await expect(sent()).rejects.toMatchObject({
      options: { extra: { failure: 'media_rejected', platform_code: '2207026' } },
    });
    const facts = { seconds: 2, width: 1_921, frameRate: 61, bytes: 300_000_001 };
    expect((await preflight({}, facts)).map(({ field }) => field)).toEqual(['video', 'video', 'video', 'video']);
  });

  it('is tried again after the platform did not find what it had processed', async () => {
    const session = await sent();
    await behave({ flaky_builder: 1 });
    await expect(at.commit(session)).rejects.toMatchObject({ options: { extra: { failure: 'outcome_unknown' } } });
    await advance(10);
    expect(await at.outcome(session)).toEqual({ state: 'not_published', storedBytes: source.size, isReady: true });
    await at.commit(session);
    expect(await posts()).toHaveLength(1);
  });
});
