import { jobContracts } from '../contracts/job-contracts';
import { handlersByJob } from './handlers-by-job';

const complete = () =>
  jobContracts.map(({ name }) => ({ job: name, handler: { handle: () => Promise.resolve(name) } }));

describe('handlersByJob', () => {
  it('finds the handler of every job', () => {
    const handlers = handlersByJob(complete());
    expect([...handlers.keys()].sort()).toEqual(jobContracts.map(({ name }) => name).sort());
  });

  it('names every job without a handler', () => {
    const incomplete = complete().filter(({ job }) => !job.startsWith('system.'));
    expect(() => handlersByJob(incomplete)).toThrow(
      /system\.daily has 0 handlers; system\.hourly has 0 handlers; system\.reconcile has 0 handlers/,
    );
  });

  it('names a job that two classes would handle', () => {
    expect(() => handlersByJob([...complete(), ...complete()])).toThrow(/self_check\.run has 2 handlers/);
  });
});
