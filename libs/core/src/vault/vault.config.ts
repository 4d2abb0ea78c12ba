import type { ConfigType } from '@nestjs/config';
import { defineConfig } from '../config/define-config';
import { EnvString } from '../config/env-field';
import { secretWeakness } from '../config/secret-strength';

export class VaultEnv {
  /**
   * Keys that seal stored secrets: `v1:<32 bytes in base64>[,v2:…]`. The highest version seals, all of them open;
   * one that ends with `:open` does not seal yet. Outside production, when unset, one is created and kept in
   * `DATA_DIR`.
   */
  @EnvString({
    secret: true,
    required: 'production',
    pattern: /^v[1-9]\d{0,3}:[A-Za-z0-9+/]{43}=(:open)?(\s*,\s*v[1-9]\d{0,3}:[A-Za-z0-9+/]{43}=(:open)?)*$/,
    hint: 'be v1:<32 bytes in base64>[,v2:…[:open]]',
  })
  TOKEN_ENC_KEYS?: string;

  /** Keys that can be guessed. */
  productionFaults(): string[] {
    const keys = (this.TOKEN_ENC_KEYS?.split(',') ?? []).map((entry) => entry.split(':')[1]?.slice(0, -1));
    return keys.some((key = '') => secretWeakness(key) !== undefined)
      ? ['TOKEN_ENC_KEYS has a key that can be guessed']
      : [];
  }
}

export const vaultConfig = defineConfig('core.vault', VaultEnv);
export type VaultConfig = ConfigType<typeof vaultConfig>;
