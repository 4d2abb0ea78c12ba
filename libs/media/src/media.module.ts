import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { FfmpegHealthService } from './ffmpeg/ffmpeg-health.service';
import { FfmpegLocatorService } from './ffmpeg/ffmpeg-locator.service';
import { FfmpegRunner } from './ffmpeg/ffmpeg-runner';
import { VideoEncodersService } from './ffmpeg/video-encoders.service';
import { MediaProbe } from './files/media-probe';
import { type MediaConfig, mediaConfig } from './media.config';

/** ffmpeg and ffprobe: where they are and what they can do. */
@Module({
  imports: [ConfigModule.forFeature(mediaConfig)],
  // Built by a factory instead of decorated, because a render process uses these classes without loading Nest.
  providers: [
    {
      provide: FfmpegLocatorService,
      inject: [mediaConfig.KEY],
      useFactory: (config: MediaConfig) => new FfmpegLocatorService(config),
    },
    {
      provide: FfmpegRunner,
      inject: [FfmpegLocatorService],
      useFactory: (locator: FfmpegLocatorService) => new FfmpegRunner(locator),
    },
    {
      provide: MediaProbe,
      inject: [FfmpegLocatorService],
      useFactory: (locator: FfmpegLocatorService) => new MediaProbe(locator),
    },
    {
      provide: VideoEncodersService,
      inject: [mediaConfig.KEY, FfmpegRunner],
      useFactory: (config: MediaConfig, ffmpeg: FfmpegRunner) => new VideoEncodersService(config, ffmpeg),
    },
    FfmpegHealthService,
  ],
  exports: [FfmpegLocatorService, FfmpegHealthService, FfmpegRunner, VideoEncodersService, MediaProbe],
})
export class MediaModule {}
