import { defineConfig, EnvEnum, EnvString } from '@app/core';
import type { ConfigType } from '@nestjs/config';
import type { StorageName } from './storage-provider';

const NAMES: readonly StorageName[] = ['local', 's3', 'gcs'];

export class StorageEnv {
  /** Where rendered and uploaded files are kept. `local`: below `DATA_DIR`. Default: `gcs` or `s3` when configured, else `local`. */
  @EnvEnum(NAMES)
  STORAGE_PROVIDER?: StorageName;

  /** Where rendered files are kept, when apart. Default: `STORAGE_PROVIDER`. */
  @EnvEnum(NAMES)
  RENDER_STORAGE?: StorageName;

  /** Where uploaded files are kept, when apart. Default: `STORAGE_PROVIDER`. */
  @EnvEnum(NAMES)
  UPLOAD_STORAGE?: StorageName;

  /** What the keys of rendered files begin with, whichever store keeps them. */
  @EnvString({
    pattern: /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/,
    hint: 'be folder names of letters, digits, - and _, separated by /',
  })
  GCS_PATH_PREFIX = 'videos';
}

export const storageConfig = defineConfig('storage', StorageEnv);
export type StorageConfig = ConfigType<typeof storageConfig>;
