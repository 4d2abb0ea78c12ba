import { metricsRegistry } from '@app/core';
import { jobContracts } from '../contracts/job-contracts';
import { JobExecutorService } from './job-executor.service';

describe('the failures of jobs', () => {
  it('are counted from 0 for each job, so that the alarm notices the first one', async () => {
    new JobExecutorService();
    const metrics = await metricsRegistry.metrics();
    const jobs = [...jobContracts, { queue: 'heavy', name: 'unknown' }];
    const missing = jobs.filter(
      ({ queue, name }) => !metrics.includes(`job_attempts_total{queue="${queue}",job="${name}",outcome="failed"} 0`),
    );
    expect(missing).toEqual([]);
  });
});
