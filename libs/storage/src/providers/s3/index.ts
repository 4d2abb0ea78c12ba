import { ConfigurationError, type ProviderDefinition } from '@app/core';
import { type S3Config, s3Config, s3Settings } from './s3.config';
import type { S3StorageAdapter } from './s3-storage.adapter';

/** Configured when `R2_*` is set. The SDK is loaded only then, because it slows down every start. */
export const s3: ProviderDefinition<S3StorageAdapter, 's3'> = {
  name: 's3',
  config: s3Config,
  enabledBy: 'R2_BUCKET_NAME',
  provide: {
    provide: Symbol('s3 storage'),
    inject: [s3Config.KEY],
    useFactory: (config: S3Config) => {
      const settings = s3Settings(config);
      if (!settings) return undefined;
      if ('missing' in settings)
        throw new ConfigurationError(
          settings.missing.map((name) => `${name} is required with the other R2_… variables`),
        );
      const adapter: typeof import('./s3-storage.adapter') = require('./s3-storage.adapter');
      return new adapter.S3StorageAdapter(settings);
    },
  },
};
