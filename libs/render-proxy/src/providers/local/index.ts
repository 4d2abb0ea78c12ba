import { type ProviderDefinition, SafeHttpService } from '@app/core';
import { FfmpegHealthService, FfmpegLocatorService, VideoEncodersService } from '@app/media';
import { type RenderProxyConfig, renderProxyConfig } from '../../render-proxy.config';
import { LocalAdapter } from './local.adapter';
import { SpareRenderProcess } from './spare-render-process';

/** Always configured: it needs nothing but ffmpeg. */
export const local: ProviderDefinition<LocalAdapter, 'local'> = {
  name: 'local',
  provide: {
    provide: LocalAdapter,
    inject: [
      renderProxyConfig.KEY,
      FfmpegHealthService,
      FfmpegLocatorService,
      VideoEncodersService,
      SafeHttpService,
      SpareRenderProcess,
    ],
    useFactory: (
      config: RenderProxyConfig,
      ffmpeg: FfmpegHealthService,
      locator: FfmpegLocatorService,
      encoders: VideoEncodersService,
      http: SafeHttpService,
      spare: SpareRenderProcess,
    ) => new LocalAdapter(config, ffmpeg, locator, encoders, http, spare),
  },
};
