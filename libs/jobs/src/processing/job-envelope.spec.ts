import { notifyRender } from '../contracts/renders.jobs';
import { jobOptions } from './job-envelope';
import { KEEP_COMPLETED } from './job-queue';

describe('a finished job', () => {
  const removes = (random: number, jobId?: string) => {
    jest.spyOn(Math, 'random').mockReturnValue(random);
    return jobOptions(notifyRender, jobId === undefined ? {} : { jobId }).removeOnComplete;
  };
  afterEach(() => jest.restoreAllMocks());

  it('removes those that are too old or too many once in fifty times', () => {
    const found = [0, 0.019, 0.021, 0.99].map((random) => removes(random, 'job'));
    expect(found).toEqual([KEEP_COMPLETED, KEEP_COMPLETED, false, false]);
  });

  it('always removes them when a schedule started it, because its options never change', () => {
    expect(removes(0.99)).toEqual(KEEP_COMPLETED);
  });
});
