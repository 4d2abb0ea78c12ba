import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { FfmpegHealthService } from './ffmpeg/ffmpeg-health.service';
import { FfmpegLocatorService } from './ffmpeg/ffmpeg-locator.service';
import { FfmpegRunner } from './ffmpeg/ffmpeg-runner';
import { MediaProbe } from './files/media-probe';
import { mediaConfig } from './media.config';

/** ffmpeg and ffprobe: where they are and what they can do. */
@Module({
  imports: [ConfigModule.forFeature(mediaConfig)],
  providers: [FfmpegLocatorService, FfmpegHealthService, FfmpegRunner, MediaProbe],
  exports: [FfmpegLocatorService, FfmpegHealthService, FfmpegRunner, MediaProbe],
})
export class MediaModule {}
