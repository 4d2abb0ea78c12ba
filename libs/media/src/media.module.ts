import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { FfmpegHealthService } from './ffmpeg-health.service';
import { FfmpegLocatorService } from './ffmpeg-locator.service';
import { FfmpegRunner } from './ffmpeg-runner';
import { mediaConfig } from './media.config';
import { MediaProbe } from './media-probe';

/** ffmpeg and ffprobe: where they are and what they can do. */
@Module({
  imports: [ConfigModule.forFeature(mediaConfig)],
  providers: [FfmpegLocatorService, FfmpegHealthService, FfmpegRunner, MediaProbe],
  exports: [FfmpegLocatorService, FfmpegHealthService, FfmpegRunner, MediaProbe],
})
export class MediaModule {}
