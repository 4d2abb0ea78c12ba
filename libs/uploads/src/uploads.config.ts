import { defineConfig, EnvEnum, EnvInteger } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class UploadsEnv {
  /** Uploads of one account that are processed at the same time; further ones wait. */
  @EnvInteger({ min: 1, max: 1000 })
  UPLOAD_MAX_CONCURRENT_PER_USER = 2;

  /** Largest video that is accepted, in megabytes (1,048,576 bytes). */
  @EnvInteger({ min: 1, max: 1_048_576 })
  UPLOAD_MAX_MB = 20_480;

  /** Encoder of renditions: `x264`, or `auto` for a hardware encoder when this machine has one that works. */
  @EnvEnum(['x264', 'auto'])
  UPLOAD_VIDEO_ENCODER: 'x264' | 'auto' = 'x264';
}

export const uploadsConfig = defineConfig('uploads', UploadsEnv);
export type UploadsConfig = ConfigType<typeof uploadsConfig>;
