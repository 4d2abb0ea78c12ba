import fc from 'fast-check';
import { type HourResult, type RatedHours, ratedHours, SCHEDULED_PLATFORMS } from './rated-hours';

const NIGHT = { weekday: 0, hour: 3 };
/** In the middle of a window of YouTube. */
const [WINDOW_DAY, WINDOW_HOUR] = [5, 18];

const platforms = fc.constantFrom(...SCHEDULED_PLATFORMS);
/** Posts that were published in one hour of the week. */
const of = (at: Pick<HourResult, 'weekday' | 'hour'>, posts: number, views: number, platform = 'youtube') => {
  return { platform, ...at, posts, views };
};
const resultsOf = (platform: string, posts: fc.Arbitrary<number>, maxLength = 168) =>
  fc.uniqueArray(
    fc.record({
      platform: fc.constant(platform),
      weekday: fc.integer({ min: 0, max: 6 }),
      hour: fc.integer({ min: 0, max: 23 }),
      posts,
      views: fc.double({ min: 0, max: 1e7, noNaN: true }),
    }),
    { selector: ({ weekday, hour }) => weekday * 24 + hour, maxLength },
  );

const best = (hours: readonly RatedHours[]) => hours.filter(({ weight }) => weight === 1);
const weightAt = (hours: readonly RatedHours[], weekday: number, hour: number) =>
  hours.find((each) => each.weekday === weekday && each.from <= hour && hour < each.to)?.weight ?? 0;
const hoursIn = (rated: readonly RatedHours[]) =>
  rated.flatMap(({ weekday, from, to }) =>
    Array.from({ length: to - from }, (_, index) => weekday * 24 + from + index),
  );

describe('ratedHours', () => {
  it('rates each hour once, from 0 to 1, and keeps the windows of the platform, whatever the own posts achieved', () =>
    fc.assert(
      fc.property(
        platforms.chain((name) => fc.tuple(fc.constant(name), resultsOf(name, fc.integer({ min: 1, max: 50 })))),
        ([platform, results]) => {
          const rated = ratedHours(platform, results);
          const hours = hoursIn(rated);
          expect(new Set(hours).size).toBe(hours.length);
          expect(new Set(hours)).toEqual(new Set([...hours, ...hoursIn(ratedHours(platform, []))]));
          expect(rated.every(({ weight }) => weight > 0 && weight <= 1)).toBe(true);
          expect(best(rated)).not.toHaveLength(0);
        },
      ),
    ));

  it('knows only the windows until there are ten own posts on the platform', () =>
    fc.assert(
      fc.property(
        platforms.chain((name) => fc.tuple(fc.constant(name), resultsOf(name, fc.constant(1), 9))),
        ([platform, results]) => {
          const elsewhere = results.map((each) => ({ ...each, platform: 'elsewhere', posts: 100 }));
          expect(ratedHours(platform, [...results, ...elsewhere])).toEqual(ratedHours(platform, []));
        },
      ),
    ));

  it.each([10, 100, 1_000])(
    'prefers the windows to the only hour in which all %d own posts were published',
    (posts) => {
      const rated = ratedHours('youtube', [of(NIGHT, posts, 500)]);
      expect(best(rated)).toEqual(ratedHours('youtube', []));
      expect(weightAt(rated, NIGHT.weekday, NIGHT.hour)).toBeLessThan(1);
    },
  );

  it('lets a single post that was watched three times as often as the average not outrank the windows', () =>
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 500 }), fc.double({ min: 1, max: 3, noNaN: true }), (posts, times) => {
        const rated = ratedHours('youtube', [of({ weekday: 2, hour: 8 }, posts, 100), of(NIGHT, 1, 100 * times)]);
        expect(best(rated)).toEqual(ratedHours('youtube', []));
      }),
    ));

  it('lets own posts decide once there are many: the hours in which they were watched most win', () =>
    fc.assert(
      fc.property(
        platforms.chain((name) => fc.tuple(fc.constant(name), resultsOf(name, fc.integer({ min: 300, max: 900 }), 40))),
        ([platform, results]) => {
          const all = results.reduce((sum, { posts }) => sum + posts, 0);
          const mean = results.reduce((sum, { posts, views }) => sum + posts * views, 0) / all;
          const [first, second] = [...results].sort((a, b) => b.views - a.views);
          fc.pre(first !== undefined && first.views > 1.1 * Math.max(mean, second?.views ?? 0));
          const { weekday, hour } = first ?? NIGHT;
          const expected = { weekday, from: hour, to: hour + 1, weight: 1, basedOn: 'own_results' };
          expect(best(ratedHours(platform, results))).toEqual([expected]);
        },
      ),
    ));

  it('rates an hour of a window below the rest of it when many own posts were watched little there', () => {
    const results = [of({ weekday: WINDOW_DAY, hour: WINDOW_HOUR }, 40, 20), of(NIGHT, 40, 100)];
    const rated = ratedHours('youtube', results);
    const inWindow = rated.filter(({ weekday }) => weekday === WINDOW_DAY);
    expect(inWindow.map(({ from, to, basedOn }) => [from, to, basedOn])).toEqual([
      [16, 18, 'defaults'],
      [19, 21, 'defaults'],
      [18, 19, 'own_results'],
    ]);
    expect(weightAt(rated, WINDOW_DAY, WINDOW_HOUR)).toBeLessThan(weightAt(rated, WINDOW_DAY, 17) / 2);
  });

  it('counts own posts more, the more there are', () => {
    const ratedWith = (posts: number) =>
      ratedHours('youtube', [of(NIGHT, posts, 300), of({ weekday: 2, hour: 8 }, 1_000, 100)]);
    const rated = [1, 2, 4, 8, 16, 32, 64].map(ratedWith);
    const own = rated.map((hours) => weightAt(hours, NIGHT.weekday, NIGHT.hour));
    const ofWindow = rated.map((hours) => weightAt(hours, WINDOW_DAY, WINDOW_HOUR));
    expect(own).toEqual([...own].sort((a, b) => a - b));
    expect(ofWindow).toEqual([...ofWindow].sort((a, b) => b - a));
    expect([own[0], ofWindow[0], own.at(-1)]).toEqual([expect.closeTo(0.92, 1), 1, 1]);
  });

  it('rates the windows best when no own post was watched at all', () =>
    expect(best(ratedHours('youtube', [of(NIGHT, 50, 0)]))).toEqual(ratedHours('youtube', [])));
});
