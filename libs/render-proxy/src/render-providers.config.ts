import { defineConfig, EnvEnum } from '@app/core';
import type { ConfigType } from '@nestjs/config';
import { renderProviders } from './providers';

/** Which provider takes new renders. */
export class RenderProvidersEnv {
  /** Who renders: `shotstack` (needs its key) or `local` (ffmpeg of this machine). Default: shotstack when its key is set. */
  @EnvEnum(renderProviders.map(({ name }) => name))
  RENDER_PROVIDER?: string;
}

export const renderProvidersConfig = defineConfig('render-proxy.choice', RenderProvidersEnv);
export type RenderProvidersConfig = ConfigType<typeof renderProvidersConfig>;
