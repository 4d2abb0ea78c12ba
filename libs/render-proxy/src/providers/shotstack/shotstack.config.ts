import { defineConfig, EnvString, EnvUrl, insecureAddresses } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class ShotstackEnv {
  /**
   * Key of the account and environment that renders. When set, Shotstack renders unless `RENDER_PROVIDER` is `local`.
   */
  @EnvString({ secret: true, pattern: /^[\x21-\x7e]+$/, hint: 'be one word of plain characters' })
  SHOTSTACK_API_KEY?: string;

  /**
   * Shotstack's Edit API: `…/edit/v1`, or `…/edit/stage` for the sandbox. The older addresses without `edit` are
   * equivalent.
   */
  @EnvUrl(['https', 'http'])
  SHOTSTACK_API_URL = 'https://api.shotstack.io/edit/v1';

  /** The address without a trailing slash. */
  get editUrl(): string {
    return this.SHOTSTACK_API_URL.replace(/^(https:\/\/api\.shotstack\.io)\/(v1|stage)$/, '$1/edit/$2');
  }

  /** Addresses without TLS. */
  productionFaults(): string[] {
    const { SHOTSTACK_API_URL } = this;
    return insecureAddresses({ SHOTSTACK_API_URL });
  }
}

export const shotstackConfig = defineConfig('render-proxy.shotstack', ShotstackEnv);
export type ShotstackConfig = ConfigType<typeof shotstackConfig>;
