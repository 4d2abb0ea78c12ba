import { Readable } from 'node:stream';
import type { PostCover } from '@app/platforms';
import { publishingOn, run } from '../support/emulators/publishing-on';

describe('the steps after a post is live', () => {
  const coverOf = (text: string, contentType: string): PostCover => ({
    size: Buffer.byteLength(text),
    contentType,
    address: () => Promise.reject(new Error('the platform takes the file itself')),
    open: ({ start, end }) => Promise.resolve(Readable.from([Buffer.from(text).subarray(start, end + 1)])),
  });

  describe.each([
    ['youtube', { playlist_id: 'PL1' }, 'https://www.googleapis.com/auth/youtube.force-ssl'],
    ['youtube', { first_comment: 'First!' }, 'https://www.googleapis.com/auth/youtube.force-ssl'],
    ['facebook', { first_comment: 'First!' }, 'pages_manage_engagement'],
    ['instagram', { first_comment: 'First!' }, 'instagram_manage_comments'],
  ] as const)('on %s, with %j,', (name, options, scope) => {
    const { here } = publishingOn(name);

    it('need a permission that publishing does not', () => {
      const { adapter } = here.at;
      expect(adapter.missingForSteps([], options)).toEqual([scope]);
      expect(adapter.missingScopes([], options)).not.toContain(scope);
      expect([adapter.missingForSteps([scope], options), adapter.missingForSteps([], {})]).toEqual([[], []]);
    });
  });

  describe('on YouTube', () => {
    const { here, publish, posts } = publishingOn('youtube');

    it('set the thumbnail, captions and playlist once, however often they run, and comment', async () => {
      const created = await fetch(`${here.at.emulator.hosts.api}/youtube/v3/playlists?part=snippet`, {
        method: 'POST',
        headers: { authorization: `Bearer ${here.access.accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ snippet: { title: 'Laps' } }),
      });
      const { id: playlist_id } = (await created.json()) as { id: string };
      const change = {
        cover: coverOf('a picture', 'image/jpeg'),
        options: {
          subtitles: { language: 'en', text: 'WEBVTT' },
          playlist_id,
          first_comment: 'First!',
          category_id: '17',
          made_for_kids: true,
        },
      };
      const post = { ...here.post, ...change };
      expect(here.at.publisher.faultsOf(post)).toEqual([]);
      const postId = await publish(change);
      const steps = here.at.publisher.followUps?.(post) ?? [];
      expect(steps.map(({ name, isRepeatable }) => [name, isRepeatable])).toEqual([
        ['thumbnail', true],
        ['captions', true],
        ['playlist', true],
        ['first_comment', false],
      ]);
      for (const step of steps) await step.run(here.access, postId, run);
      for (const step of steps.filter(({ isRepeatable }) => isRepeatable)) await step.run(here.access, postId, run);
      expect(await posts()).toMatchObject([
        {
          thumbnail: { type: 'image/jpeg', bytes: 9 },
          options: {
            captions: [{ language: 'en', track: 'WEBVTT' }],
            playlists: [playlist_id],
            comments: ['First!'],
            category: '17',
            made_for_kids: true,
          },
        },
      ]);
    });

    it('are refused before the upload when YouTube would refuse their files', () => {
      const cover = { ...coverOf('', 'image/gif'), size: 2_097_153 };
      const options = { subtitles: { language: 'en', text: 'These are no subtitles.' } };
      const faults = here.at.publisher.faultsOf({ ...here.post, cover, options });
      expect(faults.map(({ field }) => field)).toEqual(['cover', 'cover', 'options']);
    });
  });

  describe.each(['facebook', 'instagram'] as const)('on %s', (name) => {
    const { here, publish, posts, advance } = publishingOn(name);

    it('are a comment, whose outcome stays unknown without an answer', async () => {
      const options = { first_comment: 'First!' };
      const postId = await publish({ options });
      await advance(10);
      const [step] = here.at.publisher.followUps?.({ ...here.post, options }) ?? [];
      await here.at.emulator.faults({ op: 'fb.comment', action: { type: 'drop_after_effect' } });
      await expect(step?.run(here.access, postId, run)).rejects.toMatchObject({
        options: { extra: { failure: 'outcome_unknown' } },
      });
      expect(step?.isRepeatable).toBe(false);
      expect(await posts()).toMatchObject([{ options: { comments: ['First!'] } }]);
    });
  });
});
