import { metricsRegistry } from '@app/core';
import { ShotstackAdapter } from './shotstack.adapter';
import type { ShotstackClient } from './shotstack-client';

describe('refusals by Shotstack', () => {
  it('are counted from 0, so that the alarm notices the first one', async () => {
    new ShotstackAdapter({} as ShotstackClient);
    expect(await metricsRegistry.metrics()).toContain('render_provider_refusals_total{provider="shotstack"} 0');
  });
});
