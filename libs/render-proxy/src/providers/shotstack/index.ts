import type { ProviderDefinition } from '@app/core';
import { type RenderProxyConfig, renderProxyConfig } from '../../render-proxy.config';
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
    inject: [ShotstackClient, renderProxyConfig.KEY],
    useFactory: (client: ShotstackClient, config: RenderProxyConfig) =>
      client.isConfigured ? new ShotstackAdapter(client, config) : undefined,
  },
};
