import { truncate } from './text-limit';

describe('truncate', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['🎬🎬🎬', 3, '🎬🎬🎬'],
    ['🎬🎬🎬🎬', 3, '🎬🎬…'],
    ['a🎬🎬🎬', 3, 'a🎬…'],
    ['', 3, ''],
  ])('of %s to %i characters is %s', (text, longest, shown) => expect(truncate(text, longest)).toBe(shown));
});
