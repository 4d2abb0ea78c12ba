import { reachText } from './reach-text';

it('what a post reached is told without what its platform does not report', () => {
  expect(reachText({ views: 1_200, likes: 1, comments: 0, shares: null })).toMatch(
    /^1.?200 views, 1 like, 0 comments$/,
  );
  expect(reachText({ views: null, likes: null, comments: null, shares: null })).toBe('');
});
