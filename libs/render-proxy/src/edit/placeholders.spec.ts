import fc from 'fast-check';
import { placeholderName, placeholdersIn } from './placeholders';

/** The pattern that the scanner replaces; slow on hostile texts. */
const PATTERN = /\{\{\s*([^{}]+?)\s*\}\}/g;

describe('placeholders', () => {
  it.each<[string, string[]]>([
    ['Hi {{NAME}} and {{ NAME }}', ['NAME', 'NAME']],
    ['{{{a}}}', ['a']],
    ['{{ {{a}} }}', ['a']],
    ['{{}} {{ }} {{a} {{b}}', ['b']],
    ['{{a}}{{b}}', ['a', 'b']],
    ['{{a', []],
  ])('%s', (text, names) => expect([...placeholdersIn(text)].map(({ name }) => name)).toEqual(names));

  it('are those of the pattern, in every short text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', 'a', ' '), maxLength: 14 }), (text) => {
        const expected = [...text.matchAll(PATTERN)].filter(([, name = '']) => name.trim());
        expect([...placeholdersIn(text)]).toEqual(
          expected.map(({ 0: all, 1: name, index }) => ({ name, start: index, end: index + all.length })),
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it('are names of a whole text only when it contains nothing else', () => {
    expect(placeholderName(' {{ A }} ')).toBe('A');
    for (const text of ['{{A}}x', '{{A}}{{B}}', '{{A', '{{ }}', '']) expect(placeholderName(text)).toBeUndefined();
  });
});
