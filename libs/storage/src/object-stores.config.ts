import { defineConfig, EnvEnum } from '@app/core';
import type { ConfigType } from '@nestjs/config';
import { storageProviders } from './providers';

const NAMES = storageProviders.map(({ name }) => name);

/** Which store receives new objects. */
export class ObjectStoresEnv {
  /**
   * Store for rendered and uploaded files. `local`: below `DATA_DIR`. Default: `gcs` or `s3` when configured, otherwise
   * `local`.
   */
  @EnvEnum(NAMES)
  STORAGE_PROVIDER?: string;

  /** Store for rendered files, if it differs. Default: `STORAGE_PROVIDER`. */
  @EnvEnum(NAMES)
  RENDER_STORAGE?: string;

  /** Store for uploaded files, if it differs. Default: `STORAGE_PROVIDER`. */
  @EnvEnum(NAMES)
  UPLOAD_STORAGE?: string;
}

export const objectStoresConfig = defineConfig('storage.choice', ObjectStoresEnv);
export type ObjectStoresConfig = ConfigType<typeof objectStoresConfig>;
