import { defineConfig, EnvString } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class StorageEnv {
  /** Prefix of the keys of rendered files, whichever store keeps them. */
  @EnvString({
    pattern: /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/,
    hint: 'be folder names of letters, digits, - and _, separated by /',
  })
  GCS_PATH_PREFIX = 'videos';
}

export const storageConfig = defineConfig('storage', StorageEnv);
export type StorageConfig = ConfigType<typeof storageConfig>;
