import { clipSchema, transitionSchema } from '@shotstack/schemas/zod';
import { ease } from './easing';
import { effectAt } from './effects';
import { findFilter } from './filters';
import { isConstant, keyframes, largestOf, valueAt } from './keyframes';
import { deviationAt, findTransition } from './transitions';

/** The names that the published schema allows, read from its message about a wrong one. */
function publishedNames(
  schema: { safeParse: (value: unknown) => { success: boolean; error?: { issues: unknown[] } } },
  wrong: object,
  key: string,
): string[] {
  const issues = (schema.safeParse(wrong).error?.issues ?? []) as { path: PropertyKey[]; values?: string[] }[];
  return issues.find(({ path }) => path.at(-1) === key)?.values ?? [];
}
const clip = { asset: { type: 'image', src: 'a' }, start: 0, length: 1 };

describe('published names', () => {
  const transitions = publishedNames(transitionSchema, { in: '?' }, 'in').filter((name) => name !== 'none');
  const effects = publishedNames(clipSchema, { ...clip, effect: '?' }, 'effect');
  const filters = publishedNames(clipSchema, { ...clip, filter: '?' }, 'filter').filter((name) => name !== 'none');
  it('were found', () => expect([transitions.length, effects.length, filters.length]).toEqual([61, 18, 8]));
  it.each(transitions)('transition %s moves and then rests', (name) => {
    const seconds = findTransition(name)?.seconds ?? 0;
    expect(seconds).toBeGreaterThan(0);
    const rest = { dx: 0, dy: 0, scale: 1, rotate: 0, opacity: 1 };
    expect(deviationAt({ in: name }, seconds / 2, 10)).not.toEqual(rest);
    expect(deviationAt({ in: name }, seconds, 10)).toEqual(rest);
    expect(deviationAt({ out: name }, 10 - seconds / 2, 10)).not.toEqual(rest);
  });
  it.each(effects)('effect %s', (name) => expect(effectAt(name, 0)).not.toEqual(effectAt(name, 1)));
  it.each(filters)('filter %s', (name) => expect(findFilter(name)).toBeDefined());
});

describe('ease', () => {
  it('begins at 0 and ends at 1', () => expect([ease('easeInOutBack', 0), ease('easeInOutBack', 1)]).toEqual([0, 1]));
  it.each([
    ['ease', 0.5, 0.8024],
    ['easeInOut', 0.5, 0.5],
    ['easeIn', 0.5, 0.3153],
    ['easeOut', 0.5, 0.6847],
  ])('%s at %s', (name, at, value) => expect(ease(name, at)).toBeCloseTo(value, 3));
  it('may swing past its ends', () => expect(ease('easeOutBack', 0.5)).toBeGreaterThan(1));
});

describe('keyframes', () => {
  it('a number stays', () => expect(valueAt(keyframes(0.4, 1, 5), 3)).toBe(0.4));
  it('moves linearly between tweens and rests after the last', () => {
    const track = keyframes(
      [
        { from: 0, to: 1, start: 1, length: 1 },
        { from: 3, to: 5, start: 3, length: 1 },
      ],
      0,
      10,
    );
    expect([0, 1.5, 2, 2.5, 3.5, 9].map((at) => valueAt(track, at))).toEqual([0, 0.5, 1, 2, 4, 5]);
  });
  it('constant jumps, a missing from continues, a missing length lasts to the end', () => {
    expect(valueAt(keyframes([{ from: 2, to: 7, start: 0, length: 2, interpolation: 'constant' }], 0, 4), 1.9)).toBe(2);
    expect(valueAt(keyframes([{ to: 4, start: 0 }], 2, 4), 2)).toBe(3);
  });
  it('knows when it moves', () => {
    const track = keyframes([{ from: 0, to: 1, start: 1, length: 1 }], 0, 5);
    expect([isConstant(track, 0, 1), isConstant(track, 0.5, 1.5), isConstant(track, 2, 5)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

it('the largest of very many keyframes is found', () => {
  const tweens = Array.from({ length: 80_000 }, (_, index) => ({
    from: index === 70_000 ? 9 : 1,
    to: 1,
    start: index,
  }));
  expect(largestOf(keyframes(tweens, 1, 80_000))).toBe(9);
});
