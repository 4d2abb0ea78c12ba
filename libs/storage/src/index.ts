export { type StorageConfig, storageConfig, StorageEnv } from './storage.config';
export * from './storage.errors';
export { StorageHealth } from './storage-health.service';
export { StorageModule } from './storage.module';
