import { existsSync } from 'node:fs';
import { ConfigurationError, type ProviderDefinition } from '@app/core';
import { type StorageConfig, storageConfig } from '../../storage.config';
import { type GcsConfig, gcsConfig } from './gcs.config';
import type { GcsStorageAdapter } from './gcs-storage.adapter';

const USUAL_KEY_FILE = 'gcp-credentials.json';

/** Configured when `GCS_BUCKET` is set. The SDK is loaded only then, because it slows down every start. */
export const gcs: ProviderDefinition<GcsStorageAdapter, 'gcs'> = {
  name: 'gcs',
  config: gcsConfig,
  enabledBy: 'GCS_BUCKET',
  provide: {
    provide: Symbol('gcs storage'),
    inject: [gcsConfig.KEY, storageConfig.KEY],
    useFactory: (
      { GCS_BUCKET: bucket, GCS_ACL, GCS_API_URL: apiUrl, GOOGLE_APPLICATION_CREDENTIALS: given }: GcsConfig,
      { GCS_PATH_PREFIX }: StorageConfig,
    ) => {
      if (!bucket) return undefined;
      if (given && !existsSync(given))
        throw new ConfigurationError([
          `GOOGLE_APPLICATION_CREDENTIALS names a file that does not exist (it is "${given}")`,
        ]);
      const keyFile = given ?? (existsSync(USUAL_KEY_FILE) ? USUAL_KEY_FILE : undefined);
      const adapter: typeof import('./gcs-storage.adapter') = require('./gcs-storage.adapter');
      return new adapter.GcsStorageAdapter({
        apiUrl,
        bucket,
        keyFile,
        publicPrefix: GCS_ACL === 'publicRead' ? `${GCS_PATH_PREFIX}/` : undefined,
      });
    },
  },
};
