import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { FfmpegHealth } from './ffmpeg-health.service';
import { FfmpegLocator } from './ffmpeg-locator.service';
import { FfmpegRunner } from './ffmpeg-runner';
import { mediaConfig } from './media.config';
import { MediaProbe } from './media-probe';

/** ffmpeg and ffprobe: where they are and what they can do. */
@Module({
  imports: [ConfigModule.forFeature(mediaConfig)],
  providers: [FfmpegLocator, FfmpegHealth, FfmpegRunner, MediaProbe],
  exports: [FfmpegLocator, FfmpegHealth, FfmpegRunner, MediaProbe],
})
export class MediaModule {}
