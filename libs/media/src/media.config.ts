import { defineConfig, EnvString } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class MediaEnv {
  /** The ffmpeg program, 4.3 or newer with libx264, drawtext and libass. Default: `ffmpeg` on PATH. */
  @EnvString()
  FFMPEG_PATH?: string;

  /** The ffprobe program. Default: in the folder of `FFMPEG_PATH`, otherwise `ffprobe` on PATH. */
  @EnvString()
  FFPROBE_PATH?: string;
}

export const mediaConfig = defineConfig('media', MediaEnv);
export type MediaConfig = ConfigType<typeof mediaConfig>;
