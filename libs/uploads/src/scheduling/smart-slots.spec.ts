import fc from 'fast-check';
import { futureInstant, localInstant, localTimeOf } from './local-instant';
import { type HourResult, ratedHours, SCHEDULED_PLATFORMS, type ScheduledPlatform } from './rated-hours';
import { type HeldPosts, type Slot, type SlotRequest, smartSlots } from './smart-slots';

const one = (platform: ScheduledPlatform, accountId?: string) => [{ platform, accountId }];
const request = (more: Partial<Parameters<typeof smartSlots>[0]> = {}) => ({
  posts: SCHEDULED_PLATFORMS.map((platform) => ({ platform })),
  timeZone: 'America/New_York',
  seed: 'one',
  // A Friday, 16:40 in New York.
  now: new Date('2026-11-27T21:40:00Z'),
  ...more,
});

const dayOf = (at: Date) => localTimeOf(at, request().timeZone).slice(0, 10);
/** The only slot of a request for one post. */
function slotOf(more: Parameters<typeof request>[0]): Slot {
  const [slot] = smartSlots(request(more));
  if (!slot) throw new Error('no slot');
  return slot;
}

/** The slots of an owner who plans one post each day, without waiting for the slots of the days before. */
function planDaily(platform: ScheduledPlatform, days: number, results?: HourResult[]): { at: Date; now: Date }[] {
  const planned: { at: Date; now: Date }[] = [];
  for (let day = 0; day < days; day += 1) {
    const now = new Date(request().now.getTime() + day * 86_400_000);
    const held = planned.map(({ at }) => ({ day: dayOf(at), platform, accountId: 'own', posts: 1 }));
    planned.push({ now, at: slotOf({ posts: one(platform, 'own'), held, now, ...(results && { results }) }).at });
  }
  return planned;
}

const CLOCK_CHANGES = [
  '2026-03-08T07:00:00Z',
  '2026-11-01T06:00:00Z',
  '2026-03-29T01:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-04-04T15:00:00Z',
  '2026-10-03T15:30:00Z',
];
/** Of an owner with own posts in any hours, in zones whose clocks change by an hour, by half an hour and never. */
const requests: fc.Arbitrary<SlotRequest> = fc.record({
  posts: fc.array(fc.record({ platform: fc.constantFrom(...SCHEDULED_PLATFORMS) }), { minLength: 1, maxLength: 3 }),
  results: fc.uniqueArray(
    fc.record({
      platform: fc.constantFrom(...SCHEDULED_PLATFORMS),
      weekday: fc.integer({ min: 0, max: 6 }),
      hour: fc.integer({ min: 0, max: 23 }),
      posts: fc.integer({ min: 1, max: 60 }),
      views: fc.integer({ min: 0, max: 1_000_000 }),
    }),
    { selector: ({ platform, weekday, hour }) => [platform, weekday, hour].join(), maxLength: 200 },
  ),
  timeZone: fc.constantFrom('UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
  seed: fc.string(),
  now: fc.oneof(
    fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2028-01-01T00:00:00Z'), noInvalidDate: true }),
    // Up to two days before clocks change.
    fc
      .tuple(fc.constantFrom(...CLOCK_CHANGES), fc.integer({ min: 0, max: 172_800 }))
      .map(([change, seconds]) => new Date(Date.parse(change) - seconds * 1_000)),
  ),
});

/** The hour of the week that a slot was meant for: an hour earlier where the clocks skip that time. */
function plannedHourOf(at: Date, timeZone: string): { weekday: number; hour: number } {
  const local = localTimeOf(at, timeZone);
  const wall = new Date(`${local}Z`);
  const earlier = new Date(wall.getTime() - 3_600_000).toISOString().slice(0, 16);
  const isMoved = localInstant(earlier, timeZone)?.getTime() === Math.floor(at.getTime() / 60_000) * 60_000;
  return { weekday: wall.getUTCDay(), hour: wall.getUTCHours() - (isMoved ? 1 : 0) };
}

describe('localInstant', () => {
  it('follows the zone in winter and in summer', () => {
    expect(localInstant('2026-12-01T18:00', 'Europe/Berlin')).toEqual(new Date('2026-12-01T17:00:00Z'));
    expect(localInstant('2026-07-01T18:00', 'Europe/Berlin')).toEqual(new Date('2026-07-01T16:00:00Z'));
  });

  it('moves a time that is skipped forward, and takes the first of one that occurs twice', () => {
    const skipped = localInstant('2027-03-28T02:30', 'Europe/Berlin') ?? new Date(0);
    expect([skipped.toISOString(), localTimeOf(skipped, 'Europe/Berlin')]).toEqual([
      '2027-03-28T01:30:00.000Z',
      '2027-03-28T03:30',
    ]);
    expect(localInstant('2026-10-25T02:30', 'Europe/Berlin')?.toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it.each(['', '2026-02-30T10:00', 'tomorrow', '2026-12-01T25:00', '2026-13-01T10:00'])('refuses %s', (text) =>
    expect(localInstant(text, 'Europe/Berlin')).toBeUndefined(),
  );

  it.each([
    ['2026-12-01T18:00:00Z', '2026-12-01T18:00:00Z'],
    ['2026-12-01T18:00:00.000Z', '2026-12-01T18:00:00Z'],
    ['2026-12-01T18:00Z', '2026-12-01T18:00:00Z'],
    ['2026-12-01T18:00:30+05:30', '2026-12-01T12:30:30Z'],
    ['2026-12-01T18:00-08:00', '2026-12-02T02:00:00Z'],
    ['2026-12-01T18:00', '2026-12-01T17:00:00Z'],
  ])('takes %s as the instant %s, whose zone decides before the named one', (time, at) =>
    expect(futureInstant(time, 'Europe/Berlin', new Date('2026-11-27T00:00:00Z'))).toEqual({ at: new Date(at) }),
  );

  it('refuses a day that does not exist with a zone, too', () =>
    expect(futureInstant('2027-02-30T10:00:00Z', 'UTC', new Date('2026-11-27T00:00:00Z'))).toMatchObject({
      code: 'no_such_time',
    }));

  it('knows zones that are far away, and half an hour apart', () => {
    expect(localInstant('2026-12-01T00:15', 'Pacific/Kiritimati')).toEqual(new Date('2026-11-30T10:15:00Z'));
    expect(localInstant('2026-12-01T00:15', 'Asia/Kolkata')).toEqual(new Date('2026-11-30T18:45:00Z'));
    // Half an hour is skipped here.
    expect(
      localTimeOf(localInstant('2026-10-04T02:10', 'Australia/Lord_Howe') ?? new Date(0), 'Australia/Lord_Howe'),
    ).toBe('2026-10-04T02:40');
  });
});

describe('smartSlots', () => {
  it('gives the same slots for the same seed, and others for another one', () => {
    expect(smartSlots(request())).toEqual(smartSlots(request()));
    expect(smartSlots(request({ seed: 'two' }))).not.toEqual(smartSlots(request()));
  });

  it('lies within the hours of each platform, on different days, after now', () => {
    for (const timeZone of ['UTC', 'Asia/Kolkata', 'America/New_York', 'Pacific/Auckland', 'Europe/London'])
      for (let seed = 0; seed < 40; seed += 1) {
        const { now } = request();
        const slots = smartSlots(request({ timeZone, seed: String(seed) }));
        expect(slots.map(({ platform }) => platform)).toEqual([...SCHEDULED_PLATFORMS]);
        const locals = slots.map(({ at }) => localTimeOf(at, timeZone));
        expect(new Set(locals.map((local) => local.slice(0, 10))).size).toBe(4);
        for (const [index, { at }] of slots.entries()) {
          expect(at.getTime()).toBeGreaterThan(now.getTime());
          const hour = Number(locals[index]?.slice(11, 13));
          const hours = [
            [14, 15, 16, 19, 20, 21],
            [16, 17, 18, 19, 20],
            [18, 19, 20, 12, 13, 14, 15, 9],
            [9, 10, 11, 18, 19],
          ];
          expect(hours[index]).toContain(hour);
        }
      }
  });

  it('prefers the hours in which own posts were watched most, once there are enough posts', () => {
    const at = (weekday: number, hour: number, posts: number, views: number) => ({
      platform: 'youtube',
      weekday,
      hour,
      posts,
      views,
    });
    const results = [at(1, 7, 12, 900), at(2, 20, 25, 100), at(6, 18, 1, 600)];
    const slotFrom = (given: typeof results) => {
      const [slot] = smartSlots(request({ posts: one('youtube'), results: given }));
      return [slot?.basedOn, slot && localTimeOf(slot.at, 'America/New_York').slice(0, 13)];
    };
    // Monday at seven, although this Friday is one of the platform's days.
    expect(slotFrom(results)).toEqual(['own_results', '2026-11-30T07']);
    // Nine posts are too few, and those of another platform do not count.
    expect(slotFrom([at(1, 7, 4, 900), at(2, 20, 5, 100)])[0]).toBe('defaults');
    expect(slotFrom(results.map((each) => ({ ...each, platform: 'tiktok' })))[0]).toBe('defaults');
  });

  it('keeps the windows of the platform as candidates when own posts were published in one other hour only', () => {
    const results = [{ platform: 'tiktok', weekday: 0, hour: 3, posts: 10, views: 500 }];
    const slot = slotOf({ posts: one('tiktok'), results });
    expect([slot.basedOn, localTimeOf(slot.at, request().timeZone).slice(0, 13)]).toEqual([
      'defaults',
      expect.stringMatching(/^2026-11-(27T19|27T20|27T21|30T14|30T15|30T16)$/),
    ]);
  });

  it('gives the times of rated hours in the zone of the owner, never one that has passed, and repeats them', () =>
    fc.assert(
      fc.property(requests, (given) => {
        const slots = smartSlots(given);
        expect(smartSlots(structuredClone<SlotRequest>(given))).toEqual(slots);
        expect(slots.map(({ platform }) => platform)).toEqual(given.posts.map(({ platform }) => platform));
        for (const { platform, at, weight, basedOn } of slots) {
          expect(at.getTime()).toBeGreaterThanOrEqual(given.now.getTime() + 30 * 60_000);
          const { weekday, hour } = plannedHourOf(at, given.timeZone);
          const rated = ratedHours(platform, given.results ?? []).filter((each) => each.weekday === weekday);
          const found = rated.find(({ from, to }) => from <= hour && hour < to);
          expect(found).toMatchObject({ weight, basedOn });
        }
      }),
      { numRuns: 200 },
    ));

  it('gives up to three posts days of their own, and leaves days that hold many posts of the account', () =>
    fc.assert(
      fc.property(requests, (given) => {
        const dayIn = ({ at }: Slot) => localTimeOf(at, given.timeZone).slice(0, 10);
        const days = smartSlots(given).map(dayIn);
        expect(new Set(days).size).toBe(given.posts.length);
        const held = given.posts.flatMap(({ platform }) => ({
          day: days[0] ?? '',
          platform,
          accountId: 'own',
          posts: 20,
        }));
        const posts = given.posts.map(({ platform }) => ({ platform, accountId: 'own' }));
        expect(smartSlots({ ...given, posts, held }).map(dayIn)[0]).not.toBe(days[0]);
      }),
    ));

  it.each(
    SCHEDULED_PLATFORMS.flatMap((platform) => [
      [platform, 'without own posts', 0] as const,
      [platform, 'whose owner has a best hour', 100] as const,
    ]),
  )('gives daily posts on %s, %s, near days, each at a time of its own', (platform, _, posts) => {
    const results = [
      { platform, weekday: 0, hour: 3, posts, views: 900 },
      { platform, weekday: 2, hour: 20, posts, views: 300 },
    ];
    const planned = planDaily(platform, 60, posts > 0 ? results : undefined);
    const waits = planned.map(({ at, now }) => (at.getTime() - now.getTime()) / 86_400_000);
    expect(waits.reduce((sum, wait) => sum + wait, 0) / waits.length).toBeLessThan(4);
    expect(Math.max(...waits)).toBeLessThan(8);
    expect(new Set(planned.map(({ at }) => at.getTime())).size).toBe(60);
  });

  it('avoids a day that holds a post of the account, when an equally good day follows soon', () => {
    // Friday and Monday have the same hours.
    const now = new Date('2026-11-27T13:00:00Z');
    const slotWith = (held: HeldPosts[], accountId?: string) =>
      dayOf(slotOf({ posts: one('tiktok', accountId), held, now }).at);
    const [friday, monday] = ['2026-11-27', '2026-11-30'];
    const onFriday = { day: friday, platform: 'tiktok', accountId: 'own', posts: 1 };
    expect(slotWith([], 'own')).toBe(friday);
    expect(slotWith([onFriday], 'own')).toBe(monday);
    // Without an account, those of all accounts of the platform count.
    expect(slotWith([{ ...onFriday, accountId: null }])).toBe(monday);
    expect(slotWith([{ ...onFriday, accountId: 'other' }], 'own')).toBe(friday);
    expect(slotWith([{ ...onFriday, platform: 'youtube' }], 'own')).toBe(friday);
    expect(slotWith([onFriday, { ...onFriday, day: monday, posts: 2 }], 'own')).toBe(friday);
  });

  it('gives accounts of one platform different times on the same day', () => {
    const now = new Date('2026-11-27T13:00:00Z');
    const first = slotOf({ posts: one('youtube', 'own'), now }).at;
    const held = [{ day: dayOf(first), platform: 'youtube', accountId: 'own', posts: 1 }];
    const second = slotOf({ posts: one('youtube', 'other'), held, now }).at;
    expect([dayOf(second), second.getTime() === first.getTime()]).toEqual([dayOf(first), false]);
  });

  it('gives posts that share one hour of a day different minutes of it', () => {
    // Sundays at three; all other hours were watched a hundredth as often.
    const results = Array.from({ length: 168 }, (_, hour) => {
      return {
        platform: 'youtube',
        weekday: Math.floor(hour / 24),
        hour: hour % 24,
        posts: 99,
        views: hour === 3 ? 900 : 9,
      };
    });
    for (const seed of ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']) {
      const times = Array.from({ length: 34 }, (_, posts) => {
        const held = [{ day: '2026-11-29', platform: 'youtube', accountId: 'other', posts }];
        return localTimeOf(slotOf({ posts: one('youtube', 'own'), results, held, seed }).at, request().timeZone);
      });
      expect(new Set(times.map((time) => time.slice(0, 13)))).toEqual(new Set(['2026-11-29T03']));
      expect(new Set(times).size).toBe(34);
    }
  });

  it('shares a day where a platform has no other in reach', () => {
    const slots = smartSlots(request({ posts: Array.from({ length: 8 }, () => one('youtube')).flat() }));
    // Three days of each week are YouTube's, and this Friday is one of them.
    expect(new Set(slots.map(({ at }) => dayOf(at))).size).toBeGreaterThan(4);
    expect(new Set(slots.map(({ at }) => at.getTime())).size).toBe(8);
  });
});
