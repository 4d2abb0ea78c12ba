export { companionKey, type RenderObject, renderObjectKey } from './object-keys';
export { downloadDisposition } from './download-disposition';
export { ObjectStores } from './object-stores';
export type { LinkParameters } from './providers/local/object-links';
export type { LocalObject } from './providers/local/local-files';
export { LocalStorage } from './providers/local/local-storage.adapter';
export { type StorageConfig, storageConfig, StorageEnv } from './storage.config';
export * from './storage.errors';
export { StorageHealth } from './storage-health.service';
export { StorageModule } from './storage.module';
export {
  type ByteRange,
  type ExpectedObject,
  type MultipartUpload,
  type ObjectSource,
  type ObjectUrl,
  type PresignedRequest,
  type PutOptions,
  type StorageName,
  StorageProvider,
  type StoredObject,
  type UploadedPart,
} from './storage-provider';
