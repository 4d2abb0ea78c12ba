import { Inject, Injectable } from '@nestjs/common';
import { type StorageConfig, storageConfig } from './storage.config';
import { storageNotConfigured } from './storage.errors';
import type { StorageName, StorageProvider } from './storage-provider';

/** The stores that this installation can reach, by name; `local` is always among them. */
export const STORAGE_PROVIDERS = Symbol('storage providers');

/** Stores by purpose and by name: an object stays readable where it was put although the configuration has changed since. */
@Injectable()
export class ObjectStores {
  /** Where new renders go. */
  readonly renders: StorageProvider;
  /** Where new uploads go. */
  readonly uploads: StorageProvider;

  constructor(
    @Inject(storageConfig.KEY) config: StorageConfig,
    @Inject(STORAGE_PROVIDERS) private readonly providers: readonly StorageProvider[],
  ) {
    const usual = config.STORAGE_PROVIDER ?? providers.find(({ name }) => name !== 'local')?.name ?? 'local';
    this.renders = this.named(config.RENDER_STORAGE ?? usual);
    this.uploads = this.named(config.UPLOAD_STORAGE ?? usual);
  }

  /** @throws storage_not_configured */
  named(name: StorageName): StorageProvider {
    const found = this.providers.find((provider) => provider.name === name);
    if (!found) throw storageNotConfigured(`The storage provider ${name} is not configured.`);
    return found;
  }
}
