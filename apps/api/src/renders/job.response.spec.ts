import type { Render, RenderStatus } from '@app/render-proxy';
import { BatchResponse } from './job.response';

describe('the status of a batch', () => {
  it.each<[string, RenderStatus[]]>([
    ['in_progress', ['completed', 'rendering']],
    ['in_progress', ['cancelled', 'queued']],
    ['completed', ['completed', 'completed']],
    ['cancelled', ['cancelled', 'cancelled']],
    ['partial_failure', ['completed', 'cancelled']],
    ['partial_failure', ['failed', 'failed']],
  ])('%s: %j', (status, renders) => {
    const rows = renders.map((each) => ({ status: each }) as Render);
    expect(BatchResponse.of('batch', rows, []).batch_status).toBe(status);
  });
});
