import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  coreConfig,
  defineConfig,
  EnvString,
  KeyRing,
  type ProviderDefinition,
  provideConfigured,
  providerConfigurations,
  SecretVaultService,
} from '@app/core';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';
import { setEnvironment } from '../../../test/support/set-environment';
import { storageProviders } from './providers';
import { LocalStorageAdapter } from './providers/local/local-storage.adapter';
import { ObjectLinks } from './providers/local/object-links';
import { storageConfig } from './storage.config';
import type { StorageProvider } from './storage-provider';

class ToyEnv {
  @EnvString()
  TOY_FOLDER?: string;
}
const toyConfig = defineConfig('storage.toy', ToyEnv);
const keys = new KeyRing(`v1:${randomBytes(32).toString('base64')}`);
const links = new ObjectLinks('http://toy.test', keys);

/** What a folder `providers/toy/` would export. */
const toy: ProviderDefinition<StorageProvider, 'toy'> = {
  name: 'toy',
  config: toyConfig,
  enabledBy: 'TOY_FOLDER',
  provide: {
    provide: Symbol('toy storage'),
    inject: [toyConfig.KEY],
    useFactory: ({ TOY_FOLDER }: ToyEnv): StorageProvider | undefined =>
      TOY_FOLDER
        ? Object.assign(new LocalStorageAdapter(TOY_FOLDER, links) as StorageProvider, { name: 'toy' })
        : undefined,
  },
};
// The line in providers/index.ts; everything that follows from the list is loaded after it.
(storageProviders as unknown as ProviderDefinition<StorageProvider>[]).unshift(toy);
const { StorageHealthService }: typeof import('./storage-health.service') = require('./storage-health.service');
const { StoreMarkersService }: typeof import('./store-markers.service') = require('./store-markers.service');
const { ObjectStores, STORAGE_PROVIDERS }: typeof import('./object-stores') = require('./object-stores');
const { objectStoresConfig }: typeof import('./object-stores.config') = require('./object-stores.config');

@Module({
  imports: [
    ...[coreConfig, storageConfig, objectStoresConfig].map((config) => ConfigModule.forFeature(config)),
    ...providerConfigurations(storageProviders),
  ],
  providers: [
    ...provideConfigured<StorageProvider>(STORAGE_PROVIDERS, storageProviders),
    { provide: SecretVaultService, useValue: new SecretVaultService(keys) },
    ObjectStores,
    // No other process has a store here.
    { provide: StoreMarkersService, useValue: { countUnreadable: () => Promise.resolve(0), faultOf: () => undefined } },
    StorageHealthService,
  ],
})
class StoresModule {}

describe('a store that was added with one folder and one line', () => {
  let folder: string;
  let context: INestApplicationContext | undefined;
  const variables = ['TOY_FOLDER', 'STORAGE_PROVIDER', 'RENDER_STORAGE', 'DATA_DIR', 'DATABASE_URL'];
  const start = async (env: Readonly<Record<string, string>>) => {
    setEnvironment({ DATABASE_URL: 'postgres://127.0.0.1:1/none', DATA_DIR: folder, ...env });
    context = await NestFactory.createApplicationContext(StoresModule, { logger: false, abortOnError: false });
    return { stores: context.get(ObjectStores), health: context.get(StorageHealthService) };
  };
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'object-stores-'))));
  afterEach(async () => {
    await context?.close();
    context = undefined;
    setEnvironment(Object.fromEntries(variables.map((name) => [name, undefined])));
    rmSync(folder, { recursive: true });
  });

  it('receives new objects, is found by its name and reports its health', async () => {
    const { stores, health } = await start({ TOY_FOLDER: join(folder, 'toy') });
    expect([stores.renders.name, stores.sources.name, stores.named('toy').name]).toEqual(['toy', 'toy', 'toy']);
    expect(await health.check()).toMatchObject({ detail: expect.stringContaining('toy') });
  });

  it('can be chosen by its name, for one purpose alone', async () => {
    const { stores } = await start({
      TOY_FOLDER: join(folder, 'toy'),
      STORAGE_PROVIDER: 'local',
      RENDER_STORAGE: 'toy',
    });
    expect([stores.renders.name, stores.sources.name]).toEqual(['toy', 'local']);
  });

  it('is absent without its variable', async () => {
    const { stores } = await start({});
    expect(stores.renders.name).toBe('local');
    expect(() => stores.named('toy')).toThrow(expect.objectContaining({ code: 'storage_not_configured' }));
    await expect(start({ STORAGE_PROVIDER: 'toy' })).rejects.toThrow('STORAGE_PROVIDER is toy');
  });
});
