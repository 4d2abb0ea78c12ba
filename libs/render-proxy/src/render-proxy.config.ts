import { defineConfig, EnvInteger } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class RenderProxyEnv {
  /** Longest video that is accepted, in seconds. */
  @EnvInteger({ min: 1, max: 10_800 })
  RENDER_MAX_SECONDS = 3600;

  /** Renders of one account that run at the same time; more of them wait. */
  @EnvInteger({ min: 1, max: 1000 })
  RENDER_MAX_CONCURRENT_PER_USER = 5;

  /** Days after which the files of a render are deleted; 0 keeps them for ever. */
  @EnvInteger({ min: 0, max: 3650 })
  VIDEO_RETENTION_DAYS = 0;
}

export const renderProxyConfig = defineConfig('render-proxy', RenderProxyEnv);
export type RenderProxyConfig = ConfigType<typeof renderProxyConfig>;
