import {
  coreConfig,
  provideConfigured,
  providerConfigurations,
  SafeHttpModule,
  SafeHttpService,
  VaultModule,
} from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { ObjectStores, STORAGE_PROVIDERS } from './object-stores';
import { objectStoresConfig } from './object-stores.config';
import { storageProviders } from './providers';
import { LocalStorageAdapter } from './providers/local/local-storage.adapter';
import { storageConfig } from './storage.config';
import { StorageHealthService } from './storage-health.service';
import type { StorageProvider } from './storage-provider';
import { StoreMarkersService } from './store-markers.service';

/** The stores for files. `SafeHttpService` reads those of the local store directly. */
@Module({
  imports: [
    SafeHttpModule,
    VaultModule,
    ...[coreConfig, storageConfig, objectStoresConfig].map((config) => ConfigModule.forFeature(config)),
    ...providerConfigurations(storageProviders),
  ],
  providers: [
    ...provideConfigured<StorageProvider>(STORAGE_PROVIDERS, storageProviders),
    ObjectStores,
    StorageHealthService,
    StoreMarkersService,
  ],
  exports: [ObjectStores, StorageHealthService, LocalStorageAdapter, ConfigModule],
})
export class StorageModule {
  constructor(http: SafeHttpService, files: LocalStorageAdapter) {
    http.readDirectly(files);
  }
}
