import type { ProviderDefinition } from '@app/core';
import { ShotstackAdapter } from './shotstack.adapter';
import { shotstackConfig } from './shotstack.config';
import { ShotstackClient, ShotstackTimeouts } from './shotstack-client';

/** Configured when `SHOTSTACK_API_KEY` is set. */
export const shotstack: ProviderDefinition<ShotstackAdapter, 'shotstack'> = {
  name: 'shotstack',
  config: shotstackConfig,
  enabledBy: 'SHOTSTACK_API_KEY',
  parts: [ShotstackTimeouts, ShotstackClient],
  provide: {
    provide: ShotstackAdapter,
    inject: [ShotstackClient],
    useFactory: (client: ShotstackClient) => (client.isConfigured ? new ShotstackAdapter(client) : undefined),
  },
};
