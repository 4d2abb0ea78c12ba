import { metricsRegistry } from '../logging/metrics';
import { SubmissionJournal } from './submission-journal';

describe('submissions whose outcome stays unknown', () => {
  it('are counted from 0 for each journal, so that the alarm notices the first one', async () => {
    const subject = { table: 'toys', column: 'toy_id' };
    new SubmissionJournal({ table: 'toy_submissions', subject, graceSeconds: 60, mostUnconfirmed: 3 });
    expect(await metricsRegistry.metrics()).toContain('submissions_unknown_total{journal="toy_submissions"} 0');
  });
});
