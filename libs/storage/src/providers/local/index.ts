import { join, resolve } from 'node:path';
import { type CoreConfig, coreConfig, type ProviderDefinition, SecretVaultService } from '@app/core';
import { LocalStorageAdapter } from './local-storage.adapter';
import { ObjectLinks } from './object-links';

/** Always there: what was stored on this disk stays readable when new objects go elsewhere. */
export const local: ProviderDefinition<LocalStorageAdapter, 'local'> = {
  name: 'local',
  provide: {
    provide: LocalStorageAdapter,
    inject: [coreConfig.KEY, SecretVaultService],
    useFactory: (core: CoreConfig, vault: SecretVaultService) =>
      new LocalStorageAdapter(join(resolve(core.DATA_DIR), 'objects'), new ObjectLinks(core.baseUrl, vault.keys)),
  },
};
