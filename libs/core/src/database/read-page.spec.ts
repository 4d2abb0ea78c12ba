import { isPageTime } from './read-page';

it.each([
  ['2026-02-28T10:00:00.000001Z', true],
  ['2028-02-29T23:59:59.999999Z', true],
  ['2026-02-30T10:00:00.000000Z', false],
  ['2026-06-31T10:00:00.000000Z', false],
  ['2026-06-30T24:00:00.000000Z', false],
  ['0000-01-01T10:00:00.000000Z', false],
  ['2026-02-28T10:00:00Z', false],
  [7, false],
])('the time %j of a cursor is one that Postgres reads: %s', (time, isOne) => expect(isPageTime(time)).toBe(isOne));
