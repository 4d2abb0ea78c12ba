export { downloadDisposition } from './download-disposition';
export { companionKey, type RenderObject, renderObjectKey, segmentObjectKey } from './object-keys';
export { ObjectStores } from './object-stores';
export { planParts } from './part-plan';
export type { StorageName } from './providers';
export type { LocalObject } from './providers/local/local-files';
export { LocalStorageAdapter } from './providers/local/local-storage.adapter';
export type { LinkParameters } from './providers/local/object-links';
export { type StorageConfig, storageConfig } from './storage.config';
export * from './storage.errors';
export { StorageModule } from './storage.module';
export { StorageHealthService } from './storage-health.service';
export {
  type ByteRange,
  type ExpectedObject,
  type MultipartUpload,
  type ObjectSource,
  type ObjectUrl,
  type PresignedRequest,
  type PutOptions,
  StorageProvider,
  type StoredObject,
  type UploadedPart,
} from './storage-provider';
