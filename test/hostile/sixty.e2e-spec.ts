import { WatchedInstance } from '../support/harness/watched-instance';

jest.setTimeout(600_000);
const JSON_TYPE = { 'content-type': 'application/json' };

describe('sixty', () => {
  let here: WatchedInstance;
  beforeAll(async () => (here = await new WatchedInstance({  }).start()));
  afterAll(() => here?.dispose());
  it('60', async () => {
    const film = { timeline: { tracks: [{ clips: [] }] }, notes: Array.from({ length: 240_000 }, () => 'x'.repeat(33)) };
    const body = JSON.stringify(film);
    const headers = { ...JSON_TYPE, authorization: `Bearer ${here.stranger.accessToken}` };
    const h = here as any;
    const rows: unknown[] = [];
    for (let round = 0; round < 5; round += 1) {
      await h.report('reset');
      const began = performance.now();
      const answers = await Promise.all(
        Array.from({ length: 60 }, () => here.send('POST', '/api/v1/estimate', { headers, body }).catch(() => ({ status: 429 }))),
      );
      const { worst, peak, foreign } = await h.report('report');
      const counts: Record<string, number> = {};
      for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
      rows.push(JSON.stringify({ worst: worst.delayMs, mb: peak.mb, foreign: +foreign.toFixed(2), s: Math.round((performance.now() - began) / 100) / 10, counts }));
    }
    console.log(`slow ${h.slowness}\n${rows.join('\n')}`);
  });
});
