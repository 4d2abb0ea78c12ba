import {
  byDay,
  dayOf,
  daysOf,
  hoursOf,
  instantsOf,
  isDay,
  isSameMinute,
  isZone,
  localTime,
  moved,
  onDay,
  periodOf,
} from './days';

/** Days on which the clocks change, with their hours and the instant at which they begin. */
const CHANGES = [
  ['America/New_York', '2027-03-14', 23, '2027-03-14T05:00:00.000Z'],
  ['America/New_York', '2026-11-01', 25, '2026-11-01T04:00:00.000Z'],
  // By half an hour: the last hour of the short day has 30 minutes.
  ['Australia/Lord_Howe', '2026-10-04', 24, '2026-10-03T13:30:00.000Z'],
  ['Australia/Lord_Howe', '2027-04-04', 25, '2027-04-03T13:00:00.000Z'],
  // At midnight: the day begins at one o'clock.
  ['Africa/Cairo', '2026-04-24', 23, '2026-04-23T22:00:00.000Z'],
  ['Asia/Kathmandu', '2026-12-01', 24, '2026-11-30T18:15:00.000Z'],
] as const;

describe('the days of the calendar', () => {
  it.each(CHANGES)('in %s, %s has %d hours', (zone, day, hours, begin) => {
    const { from, to } = periodOf([day], zone);
    expect(from).toBe(begin);
    const list = hoursOf(day, zone);
    expect(list).toHaveLength(hours);
    expect(new Set(list.map(({ label }) => label)).size).toBe(hours);
    expect(list.every(({ at }) => dayOf(at, zone) === day)).toBe(true);
    // The next day begins where this one ends: no instant is on two days, or on none.
    expect(periodOf([moved('day', day, 1)], zone).from).toBe(to);
    expect(dayOf(new Date(Date.parse(to) - 1).toISOString(), zone)).toBe(day);
  });

  it('show a month in whole weeks, also across a change of the clocks and a leap day', () => {
    expect(daysOf('month', '2026-11-15')).toHaveLength(42);
    const february = daysOf('month', '2028-02-29');
    expect([february[0], february.at(-1), february.length]).toEqual(['2028-01-31', '2028-03-05', 35]);
    expect(new Set(daysOf('month', '2026-03-29')).size).toBe(42);
    expect(daysOf('week', '2026-10-25')).toEqual(expect.arrayContaining(['2026-10-19', '2026-10-25']));
    expect(daysOf('day', '2026-10-25')).toEqual(['2026-10-25']);
  });

  it('go from page to page without leaving out a month', () => {
    expect(moved('month', '2027-01-31', 1)).toBe('2027-02-01');
    expect(moved('month', '2027-01-31', -1)).toBe('2026-12-01');
    expect(moved('week', '2026-12-28', 1)).toBe('2027-01-04');
    expect(moved('day', '2026-03-01', -1)).toBe('2026-02-28');
  });
});

describe('a post that moves to another day', () => {
  it('keeps its local time although the clocks change in between', () => {
    const at = '2026-10-24T16:00:00.000Z';
    expect(localTime(at, 'Europe/Berlin')).toBe('2026-10-24T18:00');
    expect(onDay(at, '2026-10-25', 'Europe/Berlin')).toBe('2026-10-25T17:00:00.000Z');
  });

  it('stays where it is on its own day, also in the second of two equal hours', () => {
    const second = '2026-10-25T01:30:00.000Z';
    expect(localTime(second, 'Europe/Berlin')).toBe('2026-10-25T02:30');
    expect(isSameMinute(onDay(second, '2026-10-25', 'Europe/Berlin'), second)).toBe(true);
  });

  it.each([
    ['2027-03-14T02:30', 'America/New_York', ['2027-03-14T07:30:00.000Z']],
    ['2026-11-01T01:30', 'America/New_York', ['2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z']],
    ['2026-10-04T02:15', 'Australia/Lord_Howe', ['2026-10-03T15:45:00.000Z']],
    ['2027-04-04T01:45', 'Australia/Lord_Howe', ['2027-04-03T14:45:00.000Z', '2027-04-03T15:15:00.000Z']],
    ['2026-12-01T18:00', 'Asia/Kathmandu', ['2026-12-01T12:15:00.000Z']],
    ['2026-12-', 'Asia/Kathmandu', []],
  ])('%s in %s is at %j, of which the server chooses the first', (local, zone, instants) =>
    expect(instantsOf(local, zone)).toEqual(instants),
  );
});

it('times that differ in seconds are the same to people', () => {
  expect(isSameMinute('2026-10-25T01:30:00.000Z', '2026-10-25T01:30:59Z')).toBe(true);
  expect(isSameMinute('2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z')).toBe(false);
});

it('posts stand on their day in the zone, the earliest first', () => {
  const posts = ['2026-11-28T22:30:00Z', '2026-11-28T23:30:00Z', '2026-11-28T05:00:00Z'].map((at) => ({ at }));
  expect([...byDay(posts, 'Europe/Berlin')].map(([day, own]) => [day, own.map(({ at }) => at.slice(11, 16))])).toEqual([
    ['2026-11-28', ['05:00', '22:30']],
    ['2026-11-29', ['23:30']],
  ]);
});

it('days and zones of an address are checked', () => {
  expect(['2026-02-29', '2026-2-1', 'today', ''].filter(isDay)).toEqual([]);
  expect(isDay('2028-02-29')).toBe(true);
  expect(['Europe/Berlin', 'UTC', 'Mars/Base', ''].filter(isZone)).toEqual(['Europe/Berlin', 'UTC']);
});
