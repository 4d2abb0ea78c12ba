import { YoutubePublisher } from './youtube-publisher';

const POST = {
  title: 'A lap',
  description: 'Around the lake',
  tags: ['bike', 'two words'],
  privacy: 'unlisted',
  fileName: 'reelway-1.mp4',
};

describe('a post that YouTube would refuse', () => {
  const publisher = new YoutubePublisher('http://127.0.0.1:9', () => Promise.reject(new Error('not asked')));
  afterAll(() => publisher.close());

  it.each([
    ['no title', { title: '' }, ['title']],
    ['a title of 101 characters', { title: 'x'.repeat(101) }, ['title']],
    ['an angle bracket in the title', { title: 'a < b' }, ['title']],
    ['a description of 5,001 bytes', { description: `${'ä'.repeat(2_500)}x` }, ['description']],
    ['tags of 501 characters with their quotes', { tags: ['x'.repeat(247), `y ${'z'.repeat(249)}`] }, ['tags']],
    ['a privacy of another platform', { privacy: 'friends' }, ['privacy']],
    ['an option of another platform', { options: { disable_duet: true } }, ['options']],
    ['a category that is no number', { options: { category_id: 'sports' } }, ['options']],
  ])('has %s', (_, change, fields) =>
    expect(publisher.faultsOf({ ...POST, ...change }).map(({ field }) => field)).toEqual(fields),
  );

  it('is not one at the limits', () => {
    const limits = {
      title: 'x'.repeat(100),
      description: 'ä'.repeat(2_500),
      tags: ['x'.repeat(246), `y ${'z'.repeat(249)}`],
    };
    expect(publisher.faultsOf({ ...POST, ...limits })).toEqual([]);
  });
});
