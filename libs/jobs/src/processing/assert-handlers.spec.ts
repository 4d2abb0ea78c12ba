import { jobContracts } from '../contracts/job-contracts';
import { queueNames } from '../contracts/queues';
import { assertEveryJobHasItsHandler } from './assert-handlers';

const complete = () =>
  queueNames.map((name) => ({
    worker: { name },
    handlers: Object.fromEntries(
      jobContracts.filter(({ queue }) => queue === name).map((contract) => [contract.name, {}]),
    ),
  }));

describe('assertEveryJobHasItsHandler', () => {
  it('is content with one processor for each queue', () => {
    expect(() => assertEveryJobHasItsHandler(complete())).not.toThrow();
  });

  it('names every job of a queue without processor', () => {
    const incomplete = complete().filter(({ worker }) => worker.name !== 'system');
    expect(() => assertEveryJobHasItsHandler(incomplete)).toThrow(
      /system\.reconcile has 0 handlers on queue system; system\.purge has 0 handlers/,
    );
  });

  it('names a job that two processors would handle', () => {
    expect(() => assertEveryJobHasItsHandler([...complete(), ...complete()])).toThrow(/self_check\.run has 2 handlers/);
  });
});
