import { rowsInTestNames } from './rows-in-test-names';

/** What platforms and connections do to posts. The names of the tests that prove the answer begin with `[emulator <its number>]`. */
const SCENARIOS: Readonly<Record<number, string>> = {
  1: 'Nothing goes wrong, and the progress only grows.',
  2: 'The access token ends between the steps.',
  3: 'Twenty calls need the same expired token.',
  4: 'A worker dies after the platform gave it new tokens, before it stores them.',
  5: 'The connection breaks anywhere in the video.',
  6: 'The platform has stored less than it was sent.',
  7: 'Every call fails three times.',
  8: 'The answer to the publishing call is lost after its effect.',
  9: 'The publishing call is lost before its effect.',
  10: 'The worker is killed at any step of the journal.',
  11: 'The session of the upload ends.',
  12: 'A daily limit of the account or of our app is used up.',
  13: 'The limit of calls is used up, and a header says for how long.',
  14: 'The video breaks a rule of the platform.',
  15: "The platform's policy forbids the post.",
  16: 'The person ends the access, and connects the account again later.',
  17: 'The person connects another account instead.',
  18: 'The person grants only some of the permissions.',
  19: 'The platform processes a post without an end.',
  20: 'The platform cannot fetch any file.',
  21: 'The platform does not accept our address as a source.',
  22: 'The shape and the length of a video decide what it becomes on Facebook.',
  23: 'The platform makes the posts of an app without an audit private.',
  24: 'A post is moved, changed or cancelled around its time, also on days on which clocks change.',
  25: 'The list of posts contains a newer one of another app.',
  26: 'Each call gets a damaged answer.',
  27: 'A post is checked without being sent.',
  28: 'Messages of the platform are repeated, late or forged.',
  29: 'Videos of 10 GB are sent at the same time.',
  30: 'The stored video is missing or shorter than it was.',
  31: 'Faults come in any number and order.',
  32: 'A secret could be written to a log or a table.',
};

describe('the scenarios of platforms', () => {
  const named = rowsInTestNames('emulator ');

  it.each(Object.entries(SCENARIOS))('%s. %s', (row) => {
    expect(named.has(Number(row))).toBe(true);
  });

  it('are all that tests name', () => {
    expect([...named].filter((row) => !(row in SCENARIOS))).toEqual([]);
  });
});
