import { defineConfig, EnvEnum } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class StorageEnv {
  /** Where rendered and uploaded files are kept. `local`: below `DATA_DIR`. */
  @EnvEnum(['local'])
  STORAGE_PROVIDER = 'local' as const;
}

export const storageConfig = defineConfig('storage', StorageEnv);
export type StorageConfig = ConfigType<typeof storageConfig>;
