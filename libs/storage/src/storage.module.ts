import { coreConfig, VaultModule } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { ObjectStores, STORAGE_PROVIDERS } from './object-stores';
import { storageConfigurations, storageProviders } from './providers';
import { LocalStorageAdapter } from './providers/local/local-storage.adapter';
import { storageConfig } from './storage.config';
import { StorageHealthService } from './storage-health.service';
import type { StorageProvider } from './storage-provider';

/** Where files are kept. */
@Module({
  imports: [
    VaultModule,
    ...[coreConfig, storageConfig, ...storageConfigurations].map((config) => ConfigModule.forFeature(config)),
  ],
  providers: [
    ...storageProviders,
    {
      provide: STORAGE_PROVIDERS,
      inject: storageProviders.map(({ provide }) => provide),
      useFactory: (...providers: (StorageProvider | undefined)[]) =>
        providers.filter((provider) => provider !== undefined),
    },
    ObjectStores,
    StorageHealthService,
  ],
  exports: [ObjectStores, StorageHealthService, LocalStorageAdapter, ConfigModule],
})
export class StorageModule {}
