import { type AccountAccess, failureClassOf, type VideoPost } from '@app/platforms';
import {
  countedSource,
  type PublishingTarget,
  type PublishingTargetName,
  startPublishingTarget,
} from '../support/emulators/publishing-targets';

const MIB = 1_048_576;
const run = { signal: new AbortController().signal, report: () => undefined };

/** A publisher with one account, and helpers for a small video. */
function publishingOn(name: PublishingTargetName) {
  const here = {} as { at: PublishingTarget; access: AccountAccess; post: VideoPost };
  const source = countedSource(MIB + 1);
  beforeEach(async () => {
    here.at = await startPublishingTarget(name);
    here.access = await here.at.connect();
    here.post = {
      title: 'A lap',
      description: 'Around the lake',
      tags: [],
      fileName: 'reelway-1.mp4',
      ...here.at.plan.post,
    };
  });
  afterEach(async () => {
    expect(await here.at.emulator.violations()).toEqual([]);
    await here.at.close();
  });
  const open = (change: Partial<VideoPost> = {}) =>
    here.at.publisher.open(here.access, { ...here.post, ...change }, source);
  const publish = async (change: Partial<VideoPost> = {}) => {
    const session = await open(change);
    for (let isSent = false; !isSent; ) {
      isSent = await here.at.publisher.transfer(here.access, session, source, run).then(
        () => true,
        (error: unknown) => {
          if (failureClassOf(error) !== 'not_ready') throw error;
          return false;
        },
      );
      if (!isSent) await here.at.emulator.advance(10);
    }
    return here.at.publisher.commit(here.access, session, source, run);
  };
  return {
    here,
    source,
    open,
    publish,
    observe: (postId: string) => here.at.publisher.observe(here.access, postId),
    preflight: (change: Partial<VideoPost> = {}, facts: object = {}) =>
      here.at.publisher.preflight(
        here.access,
        { ...here.post, ...change },
        { bytes: MIB, seconds: 60, width: 1_080, height: 1_920, frameRate: 30, ...facts },
      ),
    /** Changes how uploads of the account turn out. */
    behave: (change: object) =>
      here.at.emulator.control('PUT', `/accounts/${here.access.externalId}/behaviour`, change),
    posts: () => here.at.emulator.posts(),
    advance: (seconds: number) => here.at.emulator.advance(seconds),
  };
}

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

  it('ends as a draft in the inbox when it asks for that', async () => {
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
    expect(await preflight()).toEqual([{ field: 'account', message: `cannot post now (${can_post})` }]);
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
  ])('fails after processing with %s', async (outcome, failure) => {
    await behave({ outcome });
    const postId = await publish();
    await advance(3);
    expect(await observe(postId)).toEqual({ state: 'failed', class: failure, reason: outcome });
  });
});
