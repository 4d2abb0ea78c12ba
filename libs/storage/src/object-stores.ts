import { Readable } from 'node:stream';
import { ConfigurationError } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import { type ObjectStoresConfig, objectStoresConfig } from './object-stores.config';
import { storageNotConfigured } from './storage.errors';
import type { StorageProvider } from './storage-provider';

const BLOCKED_TYPE = 'application/octet-stream';

/** The stores that this installation can reach, in order of preference. */
export const STORAGE_PROVIDERS = Symbol('storage providers');

/**
 * Stores by purpose and by name: an object stays readable in the store that received it, even if the configuration has
 * changed since.
 */
@Injectable()
export class ObjectStores {
  /** The store for finished renders. */
  readonly renders: StorageProvider;
  /** The store for sources and data exports. */
  readonly sources: StorageProvider;

  /** @throws ConfigurationError when a chosen store is not configured */
  constructor(
    @Inject(objectStoresConfig.KEY) config: ObjectStoresConfig,
    @Inject(STORAGE_PROVIDERS) private readonly providers: readonly StorageProvider[],
  ) {
    this.renders = this.chosen(config, 'RENDER_STORAGE');
    this.sources = this.chosen(config, 'UPLOAD_STORAGE');
  }

  /** The store that received an object. @throws storage_not_configured */
  named(name: string): StorageProvider {
    const found = this.find(name);
    if (!found) throw storageNotConfigured(`The storage provider ${name} is not configured.`);
    return found;
  }

  /** Deletes objects of one store; skips null. Repeatable: an object that does not exist counts as deleted. */
  async deleteAll(name: string, keys: readonly (string | null | undefined)[]): Promise<void> {
    const store = this.named(name);
    for (const key of keys) if (key) await store.delete(key);
  }

  /**
   * Replaces objects with empty ones, because presigned PUTs create objects and never replace them: clients can send
   * nothing more to these keys. Delete the empty objects when the addresses have expired. Repeatable.
   */
  async block(name: string, keys: readonly string[]): Promise<void> {
    const store = this.named(name);
    for (const key of keys) await store.put(key, { stream: Readable.from([]), size: 0 }, { contentType: BLOCKED_TYPE });
  }

  private chosen(config: ObjectStoresConfig, purpose: 'RENDER_STORAGE' | 'UPLOAD_STORAGE'): StorageProvider {
    const name = config[purpose] ?? config.STORAGE_PROVIDER;
    const found = name === undefined ? this.providers[0] : this.find(name);
    if (found) return found;
    throw new ConfigurationError([
      `${config[purpose] ? purpose : 'STORAGE_PROVIDER'} is ${name}, but its variables are not set`,
    ]);
  }

  private find(name: string): StorageProvider | undefined {
    return this.providers.find((provider) => provider.name === name);
  }
}
