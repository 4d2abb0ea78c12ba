import { defineConfig, EnvEnum, EnvString, EnvUrl } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class GcsEnv {
  /** Bucket of Google Cloud Storage. Unset: not used. */
  @EnvString({
    pattern: /^[a-z\d][a-z\d._-]{1,220}[a-z\d]$/,
    hint: 'be a bucket name of lower-case letters, digits, dots, hyphens and underscores',
  })
  GCS_BUCKET?: string;

  /**
   * `publicRead`: anyone who knows their address can read rendered files. `private` and every other value: addresses
   * are signed and expire, as those of uploads always do.
   */
  @EnvEnum(['publicRead', 'private'], { otherwise: 'private' })
  GCS_ACL: 'publicRead' | 'private' = 'publicRead';

  /**
   * Key file of a service account. Default: `gcp-credentials.json` in the working directory if it exists, otherwise the
   * machine's own identity.
   */
  @EnvString()
  GOOGLE_APPLICATION_CREDENTIALS?: string;

  /** Address of the service; in development that of the emulator. */
  @EnvUrl(['http', 'https'])
  GCS_API_URL = 'https://storage.googleapis.com';
}

export const gcsConfig = defineConfig('storage.gcs', GcsEnv);
export type GcsConfig = ConfigType<typeof gcsConfig>;

export interface GcsSettings {
  apiUrl: string;
  bucket: string;
  keyFile?: string;
  /** Anyone may read objects below this prefix. */
  publicPrefix?: string;
}
