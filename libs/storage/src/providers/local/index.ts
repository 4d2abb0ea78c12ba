import { join, resolve } from 'node:path';
import { type CoreConfig, coreConfig, SecretVaultService } from '@app/core';
import type { FactoryProvider } from '@nestjs/common';
import { LocalStorageAdapter } from './local-storage.adapter';
import { ObjectLinks } from './object-links';

/** Always there: what was stored on this disk stays readable when new objects go elsewhere. */
export const local: FactoryProvider<LocalStorageAdapter> = {
  provide: LocalStorageAdapter,
  inject: [coreConfig.KEY, SecretVaultService],
  useFactory: (core: CoreConfig, vault: SecretVaultService) =>
    new LocalStorageAdapter(join(resolve(core.DATA_DIR), 'objects'), new ObjectLinks(core.baseUrl, vault.keys)),
};
