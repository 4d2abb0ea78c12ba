import { join, resolve } from 'node:path';
import { type CoreConfig, coreConfig, SecretVault } from '@app/core';
import type { FactoryProvider } from '@nestjs/common';
import { LocalStorage } from './local-storage.adapter';
import { ObjectLinks } from './object-links';

/** Always there: what was stored on this disk stays readable when new objects go elsewhere. */
export const local: FactoryProvider<LocalStorage> = {
  provide: LocalStorage,
  inject: [coreConfig.KEY, SecretVault],
  useFactory: (core: CoreConfig, vault: SecretVault) =>
    new LocalStorage(join(resolve(core.DATA_DIR), 'objects'), new ObjectLinks(core.baseUrl, vault.keys)),
};
