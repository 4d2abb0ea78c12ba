import type { ConfigType } from '@nestjs/config';
import { EnvString } from '../config/env-field';
import { defineConfig } from '../config/read-env';

export class VaultEnv {
  /**
   * Keys that seal secrets at rest: `v1:<32 bytes in base64>[,v2:…]`. The highest
   * version seals, all of them open. Outside production one is made and kept in `DATA_DIR` when unset.
   */
  @EnvString({
    secret: true,
    pattern: /^v[1-9]\d{0,3}:[A-Za-z0-9+/]{43}=(\s*,\s*v[1-9]\d{0,3}:[A-Za-z0-9+/]{43}=)*$/,
    hint: 'be v1:<32 bytes in base64>[,v2:…]',
  })
  TOKEN_ENC_KEYS?: string;
}

export const vaultConfig = defineConfig('core.vault', VaultEnv);
export type VaultConfig = ConfigType<typeof vaultConfig>;
