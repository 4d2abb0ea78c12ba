import { rowsInTestNames } from './rows-in-test-names';

/** What users of comparable products complain about. The tests that disprove one begin with `[peers 3.<its number>]`. */
const COMPLAINTS: Readonly<Record<number, string>> = {
  1: 'A time-out after the publishing call makes a second post.',
  2: 'A side job that fails publishes the post again.',
  3: 'A post that was deleted or moved is published nevertheless.',
  4: 'A post is never published, and nothing says why.',
  5: 'The worker is dead, and its health is green.',
  6: 'Accounts disconnect daily, because an empty refresh token replaced the former one.',
  7: 'One failure of the network disconnects an account and sends a mail.',
  8: 'Every post fails on an account that the platform wants to see first.',
  9: 'An account looks connected, but was not selected or does not work.',
  10: 'A failure says nothing but "unknown error".',
  11: 'The mail about a failure does not lead to the post.',
  12: 'A false failure makes the user publish a second time.',
  13: 'Videos of more than 1 GB cannot be published.',
  14: 'Publishing large videos takes all memory.',
  15: 'Schedules move with the time zone of the machine or the change of clocks.',
  16: 'The API cannot read, change, move or cancel one post.',
  17: 'There are no webhooks about posts.',
  18: 'Nothing warns of a duplicate.',
  19: 'Nothing can be made to wait for an approval.',
  20: 'The cover cannot be chosen.',
  21: "TikTok's audit is refused, because the dashboard lacks the controls that it requires.",
  22: "TikTok's inbox ignores the privacy and never ends.",
  23: 'Deleted media stay in the bucket.',
  24: 'Figures disagree or are old, and nothing says so.',
};

/** Those that no test disproves yet, and what is missing. */
const OPEN: Readonly<Record<number, string>> = {};

describe('the complaints of users of comparable products', () => {
  const named = rowsInTestNames('peers 3.');

  it.each(Object.entries(COMPLAINTS))('%s. %s', (row) => {
    expect(named.has(Number(row))).toBe(OPEN[Number(row)] === undefined);
  });

  it('are all that tests name', () => {
    expect([...named].filter((row) => !(row in COMPLAINTS))).toEqual([]);
  });
});
