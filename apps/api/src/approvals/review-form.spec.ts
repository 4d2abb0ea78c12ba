import { readReviewForm } from './review-form';

const FORM = { verdict: 'approved', revision: '3', name: ' Cleo ', comment: '' };
const read = (more: Record<string, string> = {}) =>
  readReviewForm(new URLSearchParams({ ...FORM, ...more }).toString());

describe('the form of a review page', () => {
  it('is read as a browser sends it', () =>
    expect(read()).toEqual({ verdict: 'approved', revision: 3, name: 'Cleo', comment: '' }));

  it.each([
    ['another verdict', { verdict: 'maybe' }],
    ['no revision', { revision: '0' }],
    ['a name that is too long', { name: 'x'.repeat(101) }],
    ['a NUL character in the name', { name: 'Cleo\0' }],
    ['a NUL character in the comment', { comment: 'Nice\0 ride' }],
  ])('is not ours with %s', (_name, more) => expect(read(more)).toBeUndefined());
});
