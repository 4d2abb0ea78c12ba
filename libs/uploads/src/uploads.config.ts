import { defineConfig, EnvInteger } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class UploadsEnv {
  /** Uploads of one account that are processed at the same time; further ones wait. */
  @EnvInteger({ min: 1, max: 1000 })
  UPLOAD_MAX_CONCURRENT_PER_USER = 2;

  /** Largest video that is accepted, in megabytes (1,048,576 bytes). */
  @EnvInteger({ min: 1, max: 1_048_576 })
  UPLOAD_MAX_MB = 20_480;
}

export const uploadsConfig = defineConfig('uploads', UploadsEnv);
export type UploadsConfig = ConfigType<typeof uploadsConfig>;
