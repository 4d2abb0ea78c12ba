import { join, resolve } from 'node:path';
import { type CoreConfig, coreConfig, type ProviderDefinition, SecretVaultService } from '@app/core';
import { LocalStorageAdapter } from './local-storage.adapter';
import { ObjectLinks } from './object-links';

/** Always configured: objects on this disk stay readable when new ones go elsewhere. */
export const local: ProviderDefinition<LocalStorageAdapter, 'local'> = {
  name: 'local',
  provide: {
    provide: LocalStorageAdapter,
    inject: [coreConfig.KEY, SecretVaultService],
    useFactory: (core: CoreConfig, vault: SecretVaultService) =>
      new LocalStorageAdapter(join(resolve(core.DATA_DIR), 'objects'), new ObjectLinks(core.baseUrl, vault.keys)),
  },
};
