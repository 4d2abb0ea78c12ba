import { defineConfig, EnvEnum } from '@app/core';
import type { ConfigType } from '@nestjs/config';
import { renderProviders } from './providers';

/** Which provider takes new renders. */
export class RenderProvidersEnv {
  /**
   * Provider of new renders: `shotstack` (needs its key) or `local` (ffmpeg on this machine). Default: shotstack when
   * its key is set, otherwise local.
   */
  @EnvEnum(renderProviders.map(({ name }) => name))
  RENDER_PROVIDER?: string;
}

export const renderProvidersConfig = defineConfig('render-proxy.choice', RenderProvidersEnv);
export type RenderProvidersConfig = ConfigType<typeof renderProvidersConfig>;
