import { metaConfig } from '../../meta/meta.config';
import { MetaGraphService } from '../../meta/meta-graph.service';
import type { PlatformProviderDefinition } from '../../platform-adapter';
import { FacebookAdapter } from './facebook.adapter';

/** Configured when `META_APP_ID` and `META_APP_SECRET` are set. */
export const facebook: PlatformProviderDefinition<FacebookAdapter, 'facebook'> = {
  name: 'facebook',
  aliases: ['meta'],
  config: metaConfig,
  enabledBy: 'META_APP_ID',
  parts: [MetaGraphService],
  provide: {
    provide: FacebookAdapter,
    inject: [MetaGraphService],
    useFactory: (graph: MetaGraphService) => (graph.isConfigured ? new FacebookAdapter(graph) : undefined),
  },
};
