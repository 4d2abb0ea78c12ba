import { defineConfig, EnvEnum } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class RenderProxyEnv {
  /** Who renders: `shotstack` (needs its key) or `local` (ffmpeg of this machine). Default: shotstack when its key is set. */
  @EnvEnum(['shotstack', 'local'])
  RENDER_PROVIDER?: 'shotstack' | 'local';
}

export const renderProxyConfig = defineConfig('render-proxy', RenderProxyEnv);
export type RenderProxyConfig = ConfigType<typeof renderProxyConfig>;
