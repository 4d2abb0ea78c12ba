import { ConfigurationError } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import { type StorageConfig, storageConfig } from './storage.config';
import { storageNotConfigured } from './storage.errors';
import type { StorageName, StorageProvider } from './storage-provider';

/** The stores that this installation can reach: `local`, and those that are configured. */
export const STORAGE_PROVIDERS = Symbol('storage providers');

/** Stores by purpose and by name: an object stays readable where it was put although the configuration has changed since. */
@Injectable()
export class ObjectStores {
  /** Where finished renders go. */
  readonly renders: StorageProvider;
  /** Where sources and data exports go. */
  readonly sources: StorageProvider;

  constructor(
    @Inject(storageConfig.KEY) config: StorageConfig,
    @Inject(STORAGE_PROVIDERS) private readonly providers: readonly StorageProvider[],
  ) {
    const usual = config.STORAGE_PROVIDER ?? providers.find(({ name }) => name !== 'local')?.name ?? 'local';
    this.renders = this.chosen(config, 'RENDER_STORAGE', usual);
    this.sources = this.chosen(config, 'UPLOAD_STORAGE', usual);
  }

  /** The store in which an object was put. @throws storage_not_configured */
  named(name: StorageName): StorageProvider {
    const found = this.find(name);
    if (!found) throw storageNotConfigured(`The storage provider ${name} is not configured.`);
    return found;
  }

  /** Deletes objects of one store; null names none. Repeatable: an object that is not there is deleted already. */
  async deleteAll(name: string, keys: readonly (string | null | undefined)[]): Promise<void> {
    const store = this.named(name as StorageName);
    for (const key of keys) if (key) await store.delete(key);
  }

  private chosen(
    config: StorageConfig,
    variable: 'RENDER_STORAGE' | 'UPLOAD_STORAGE',
    usual: StorageName,
  ): StorageProvider {
    const found = this.find(config[variable] ?? usual);
    if (found) return found;
    throw new ConfigurationError([
      `${config[variable] ? variable : 'STORAGE_PROVIDER'} is ${config[variable] ?? usual}, but its variables are not set`,
    ]);
  }

  private find(name: StorageName): StorageProvider | undefined {
    return this.providers.find((provider) => provider.name === name);
  }
}
