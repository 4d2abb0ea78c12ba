import { defineConfig, EnvEnum } from '@app/core';
import type { ConfigType } from '@nestjs/config';
import { storageProviders } from './providers';

const NAMES = storageProviders.map(({ name }) => name);

/** Which store takes new objects. */
export class ObjectStoresEnv {
  /** Where rendered and uploaded files are kept. `local`: below `DATA_DIR`. Default: `gcs` or `s3` when configured, else `local`. */
  @EnvEnum(NAMES)
  STORAGE_PROVIDER?: string;

  /** Where rendered files are kept, when apart. Default: `STORAGE_PROVIDER`. */
  @EnvEnum(NAMES)
  RENDER_STORAGE?: string;

  /** Where uploaded files are kept, when apart. Default: `STORAGE_PROVIDER`. */
  @EnvEnum(NAMES)
  UPLOAD_STORAGE?: string;
}

export const objectStoresConfig = defineConfig('storage.choice', ObjectStoresEnv);
export type ObjectStoresConfig = ConfigType<typeof objectStoresConfig>;
