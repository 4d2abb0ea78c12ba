import { defineConfig, EnvInteger } from '@app/core';

/** Limits of the server that an installation may need to change. */
export class HttpEnv {
  /**
   * Connections that one client address (for IPv6, one /64) may have open at a time. The proxies of `TRUST_PROXY` may
   * have any number.
   */
  @EnvInteger({ min: 1, max: 5_000 })
  CONNECTIONS_PER_ADDRESS = 256;
}

export const httpConfig = defineConfig('api.http', HttpEnv);
