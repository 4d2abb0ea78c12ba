import { publishingOn } from '../support/emulators/publishing-on';
import { PUBLISHING_TARGETS } from '../support/emulators/publishing-targets';

const FIGURES = { views: 1_234, likes: 56, comments: 7, shares: 3 };
/** What each platform reports. */
const REPORTED = {
  tiktok: FIGURES,
  youtube: { ...FIGURES, shares: null },
  instagram: FIGURES,
  facebook: { ...FIGURES, shares: null },
};

describe.each(PUBLISHING_TARGETS)('the figures of posts on %s', (name) => {
  const { here, publish, observe, advance } = publishingOn(name);
  const read = (ids: readonly string[]) => here.at.adapter.metrics?.read(here.access, ids);

  const requests = async () =>
    (await here.at.emulator.control<{ requests: object[] }>('GET', '/requests')).requests.length;

  /** The id under which the platform has figures of a new post. */
  async function livePost(number: number): Promise<string> {
    const postId = await publish({ description: `Lap ${number}`, fileName: `reelway-${number}.mp4` });
    await advance(60);
    const state = await observe(postId);
    const publicId = state?.state === 'live' ? state.publicId : undefined;
    const id = here.at.adapter.metrics?.hasFigures(postId) ? postId : publicId;
    expect(here.at.adapter.metrics?.hasFigures(id ?? '')).toBe(true);
    return id ?? '';
  }

  it('are those that the platform shows, as many posts in a call as it takes, without posts that were taken down', async () => {
    const ids = [await livePost(1), await livePost(2)];
    const [first = '', second = ''] = ids;
    await here.at.emulator.control('PUT', `/posts/${second}/figures`, FIGURES);
    if (here.at.adapter.metrics?.mostIds !== 1) {
      const before = await requests();
      const found = await read(ids);
      expect([found?.get(first)?.views, found?.get(second)]).toEqual([0, REPORTED[name]]);
      expect((await requests()) - before).toBe(1);
    }
    expect((await read([second]))?.get(second)).toEqual(REPORTED[name]);
    await here.at.emulator.control('POST', `/posts/${second}/remove`);
    expect((await read([second]))?.size).toBe(0);
  });
});
