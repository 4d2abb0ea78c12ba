import { publishingOn } from '../support/emulators/publishing-on';

const HOUR_MS = 3_600_000;

describe.each(['tiktok', 'youtube', 'instagram'] as const)('a post on %s whose upload is lost', (name) => {
  const { here, publish, posts, observe, find, advance } = publishingOn(name);

  it('is found by what the platform keeps of it, unless another one could be meant', async () => {
    const since = new Date();
    expect(await find(since)).toBeUndefined();
    await publish({ description: 'Another', fileName: 'reelway-2.mp4' });
    expect(await find(since)).toBeUndefined();
    await publish();
    await advance(60);
    const post = (await posts()).find(({ caption }) => caption === here.post.description);
    expect(await find(since)).toEqual({ postId: post?.postId, by: name === 'youtube' ? 'file_name' : 'text' });
    expect(await observe(post?.postId ?? '')).toMatchObject({ state: 'live', permalink: expect.any(String) });
    expect(await find(new Date(Date.now() + HOUR_MS))).toBeUndefined();
  });
});
