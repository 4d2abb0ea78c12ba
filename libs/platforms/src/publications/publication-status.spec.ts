import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outcomeOf, PUBLICATION_STATUSES, PUBLICATION_TRANSITIONS, type PublicationStatus } from './publication-status';

describe('the states of a publication', () => {
  it('are the same in the code and in the database', () => {
    const body = readFileSync(join(__dirname, '../../sql/record_publication_transition.sql'), 'utf8');
    const inDatabase = [...body.matchAll(/'(\w+)>(\w+)'/g)].map(([, from, to]) => `${from}>${to}`);
    const inCode = PUBLICATION_STATUSES.flatMap((from) => PUBLICATION_TRANSITIONS[from].map((to) => `${from}>${to}`));
    expect(inDatabase.sort()).toEqual(inCode.sort());
  });

  it('never lead from a post that may exist to a second one, unless the platform confirms that it does not exist, or no longer', () => {
    const reach = (from: PublicationStatus, ...without: PublicationStatus[]): Set<PublicationStatus> => {
      const seen = new Set<PublicationStatus>();
      const queue = [...PUBLICATION_TRANSITIONS[from]];
      for (let next = queue.shift(); next; next = queue.shift())
        if (!without.includes(next) && !seen.has(next)) {
          seen.add(next);
          queue.push(...PUBLICATION_TRANSITIONS[next]);
        }
      return seen;
    };
    expect(reach('verified', 'failed').size).toBe(0);
    // From `published` to both only when the platform failed the post that it had accepted.
    expect(reach('published', 'failed', 'waiting')).toEqual(new Set(['verified']));
    // From `unknown` back to work only when the platform confirmed that nothing was published.
    expect(PUBLICATION_TRANSITIONS.unknown).toEqual(['publishing', 'published']);
  });
});

describe('the outcome of an upload', () => {
  const of = (...states: (PublicationStatus | `${PublicationStatus}!`)[]) =>
    outcomeOf(
      states.map((state) => ({
        status: state.replace('!', '') as PublicationStatus,
        isGivenUp: state.endsWith('!'),
      })),
    );

  it.each([
    [['verified', 'verified'], 'completed'],
    [['verified', 'published!'], 'completed'],
    [['verified', 'cancelled'], 'completed'],
    [['verified', 'failed'], 'partial'],
    [['unknown!'], 'partial'],
    [['unknown!', 'failed'], 'partial'],
    [['failed', 'failed'], 'failed'],
    [['failed', 'cancelled'], 'failed'],
    [['cancelled'], 'cancelled'],
    [['verified', 'published'], undefined],
    [['failed', 'scheduled'], undefined],
    [['verified', 'waiting'], undefined],
    [['unknown'], undefined],
  ] as const)('of %j is %s', (states, outcome) => expect(of(...states)).toBe(outcome));
});
