import type { ProviderDefinition } from '@app/core';
import type { StorageProvider } from '../storage-provider';
import { gcs } from './gcs';
import { local } from './local';
import { s3 } from './s3';

/** Every store, in order of preference: new objects go to the first configured one. */
export const storageProviders = [gcs, s3, local] as const satisfies readonly ProviderDefinition<StorageProvider>[];

export type StorageName = (typeof storageProviders)[number]['name'];
