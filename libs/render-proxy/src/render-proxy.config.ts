import { defineConfig, EnvInteger } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class RenderProxyEnv {
  /** Longest video that is accepted, in seconds. */
  @EnvInteger({ min: 1, max: 10_800 })
  RENDER_MAX_SECONDS = 3600;

  /** Renders of one account that run at the same time; more of them wait. */
  @EnvInteger({ min: 1, max: 1000 })
  RENDER_MAX_CONCURRENT_PER_USER = 5;

  /** Processor seconds that any render on this machine may use, beside what its frames, pixels and tracks allow it. */
  @EnvInteger({ min: 5, max: 86_400 })
  RENDER_BASE_SECONDS = 60;

  /** Per cent of the usual allowance of processor time: more for slow machines, less against costly edits. */
  @EnvInteger({ min: 1, max: 10_000 })
  RENDER_ALLOWANCE_PERCENT = 100;

  /** Megabytes that a process of a render on this machine may hold at 1080p; larger frames get more in proportion. */
  @EnvInteger({ min: 256, max: 1_048_576 })
  RENDER_MEMORY_MB = 900;

  /** Days after which the files of a render are deleted; 0 keeps them for ever. */
  @EnvInteger({ min: 0, max: 3650 })
  VIDEO_RETENTION_DAYS = 0;
}

export const renderProxyConfig = defineConfig('render-proxy', RenderProxyEnv);
export type RenderProxyConfig = ConfigType<typeof renderProxyConfig>;
