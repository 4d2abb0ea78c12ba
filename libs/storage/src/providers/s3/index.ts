import { ConfigurationError } from '@app/core';
import type { FactoryProvider } from '@nestjs/common';
import type { StorageProvider } from '../../storage-provider';
import { type S3Config, s3Config, s3Settings } from './s3.config';

/** There when `R2_*` is set. The SDK is loaded only then: it costs every start otherwise. */
export const s3: FactoryProvider<StorageProvider | undefined> = {
  provide: Symbol('s3 storage'),
  inject: [s3Config.KEY],
  useFactory: (config: S3Config) => {
    const settings = s3Settings(config);
    if (!settings) return undefined;
    if ('missing' in settings) throw new ConfigurationError(settings.missing.map((name) => `${name} is required with the other R2_… variables`));
    const { S3Storage } = require('./s3-storage.adapter') as typeof import('./s3-storage.adapter');
    return new S3Storage(settings);
  },
};
