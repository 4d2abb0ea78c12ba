import { Inject, Injectable } from '@nestjs/common';
import { type RenderProvider, type RenderProviderName } from './render-provider';
import { type RenderProxyConfig, renderProxyConfig } from './render-proxy.config';
import { renderProviderUnavailable } from './render-proxy.errors';

/** Every provider that is configured, in order of preference. */
export const CONFIGURED_PROVIDERS = Symbol('configured render providers');

/** Who renders: the chosen one for new renders, and each by name for those that it has begun. */
@Injectable()
export class RenderProviders {
  constructor(
    @Inject(CONFIGURED_PROVIDERS) private readonly configured: readonly RenderProvider[],
    @Inject(renderProxyConfig.KEY) private readonly config: RenderProxyConfig,
  ) {}

  /** Who is meant to render what is accepted now, configured or not. */
  get chosenName(): RenderProviderName {
    return this.config.RENDER_PROVIDER ?? this.configured[0]?.name ?? 'local';
  }

  /** @throws render_provider_unavailable */
  get chosen(): RenderProvider {
    return this.named(this.chosenName);
  }

  /** @throws render_provider_unavailable when it is not configured (any more) */
  named(name: RenderProviderName): RenderProvider {
    const found = this.configured.find((provider) => provider.name === name);
    if (!found) throw renderProviderUnavailable(`The render provider ${name} is not configured.`);
    return found;
  }
}
