import { metaConfig } from '../../meta/meta.config';
import { MetaGraphService } from '../../meta/meta-graph.service';
import type { PlatformProviderDefinition } from '../../platform-adapter';
import { InstagramAdapter } from './instagram.adapter';

/** Configured when `META_APP_ID` and `META_APP_SECRET` are set. */
export const instagram: PlatformProviderDefinition<InstagramAdapter, 'instagram'> = {
  name: 'instagram',
  config: metaConfig,
  enabledBy: 'META_APP_ID',
  parts: [MetaGraphService],
  provide: {
    provide: InstagramAdapter,
    inject: [MetaGraphService],
    useFactory: (graph: MetaGraphService) => (graph.isConfigured ? new InstagramAdapter(graph) : undefined),
  },
};
