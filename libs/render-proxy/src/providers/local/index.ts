import { type ProviderDefinition, SafeHttpService } from '@app/core';
import { FfmpegHealthService, FfmpegLocatorService } from '@app/media';
import { type RenderProxyConfig, renderProxyConfig } from '../../render-proxy.config';
import { LocalAdapter } from './local.adapter';

/** Always configured: it needs nothing but ffmpeg. */
export const local: ProviderDefinition<LocalAdapter, 'local'> = {
  name: 'local',
  provide: {
    provide: LocalAdapter,
    inject: [renderProxyConfig.KEY, FfmpegHealthService, FfmpegLocatorService, SafeHttpService],
    useFactory: (
      config: RenderProxyConfig,
      ffmpeg: FfmpegHealthService,
      locator: FfmpegLocatorService,
      http: SafeHttpService,
    ) => new LocalAdapter(config, ffmpeg, locator, http),
  },
};
