import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { FfmpegHealth } from './ffmpeg-health.service';
import { FfmpegLocator } from './ffmpeg-locator.service';
import { mediaConfig } from './media.config';

/** ffmpeg and ffprobe: where they are and what they can do. */
@Module({
  imports: [ConfigModule.forFeature(mediaConfig)],
  providers: [FfmpegLocator, FfmpegHealth],
  exports: [FfmpegLocator, FfmpegHealth],
})
export class MediaModule {}
