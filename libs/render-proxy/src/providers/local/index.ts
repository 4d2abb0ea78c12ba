import type { ProviderDefinition } from '@app/core';
import { FfmpegHealthService } from '@app/media';
import { type RenderProxyConfig, renderProxyConfig } from '../../render-proxy.config';
import { LocalAdapter } from './local.adapter';

/** Always there: it needs nothing but ffmpeg. */
export const local: ProviderDefinition<LocalAdapter, 'local'> = {
  name: 'local',
  provide: {
    provide: LocalAdapter,
    inject: [renderProxyConfig.KEY, FfmpegHealthService],
    useFactory: (config: RenderProxyConfig, ffmpeg: FfmpegHealthService) => new LocalAdapter(config, ffmpeg),
  },
};
