import { containerId, containerOf, type InstagramMedia, postOf, readContainerId } from './instagram-media';

const OPENED = Date.parse('2026-11-28T12:00:00Z');
const container = containerOf('178', OPENED, 'A lap');
const reel = (change: Partial<InstagramMedia> = {}): InstagramMedia => ({
  id: '180',
  caption: 'A lap',
  media_product_type: 'REELS',
  timestamp: '2026-11-28T12:01:00+0000',
  ...change,
});

describe('the post of a container whose publication got no answer', () => {
  it.each([
    ['is the reel with its caption', [reel({ id: '181', caption: 'Not ours' }), reel()], '180'],
    ['is unknown among two alike', [reel(), reel({ id: '181' })], undefined],
    ['is none that was there before', [reel({ timestamp: '2026-11-28T11:00:00+0000' })], undefined],
    ['is none that came after it expired', [reel({ timestamp: '2026-11-29T12:06:00+0000' })], undefined],
    ['is no story', [reel({ media_product_type: 'STORY' })], undefined],
    ['is none without a time', [reel({ timestamp: undefined })], undefined],
    ['is none of another publication', [reel({ id: '179' })], undefined],
    ['is the only one among two alike that is of no other publication', [reel({ id: '179' }), reel()], '180'],
  ])('%s', (_, posts, expected) => expect(postOf(container, posts, new Set(['179']))?.id).toBe(expected));

  it('is named by the container until it is known', () => {
    expect(readContainerId(containerId(container))).toEqual(container);
    expect(readContainerId('18000000000000001')).toBeUndefined();
  });
});
