import type { HealthCheck, HealthReport } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import { renderProviders } from './providers';
import type { RenderProvider } from './render-provider';
import { type RenderProvidersConfig, renderProvidersConfig } from './render-providers.config';
import { renderProviderUnavailable } from './render-proxy.errors';

/** All configured providers, in order of preference. */
export const CONFIGURED_PROVIDERS = Symbol('configured render providers');

/** Provides the provider for new renders, and each provider by name for the renders that it started. */
@Injectable()
export class RenderProviders implements HealthCheck {
  constructor(
    @Inject(CONFIGURED_PROVIDERS) private readonly configured: readonly RenderProvider[],
    @Inject(renderProvidersConfig.KEY) private readonly config: RenderProvidersConfig,
  ) {}

  /** @throws render_provider_unavailable when the chosen one is not configured */
  get chosen(): RenderProvider {
    const { RENDER_PROVIDER: name } = this.config;
    const [first] = this.configured;
    return name === undefined && first ? first : this.named(name ?? '');
  }

  /** @throws render_provider_unavailable when it is not, or no longer, configured */
  named(name: string): RenderProvider {
    const found = this.find(name);
    if (!found) throw renderProviderUnavailable(`The render provider ${name} is not configured.`);
    return found;
  }

  /** Whether new renders can be made. */
  async check(): Promise<HealthReport> {
    const { RENDER_PROVIDER: name } = this.config;
    if (name === undefined || this.find(name)) return this.chosen.check();
    const { enabledBy } = renderProviders.find((one) => one.name === name) ?? {};
    return { status: 'degraded', detail: `${enabledBy ?? name} is not set` };
  }

  private find(name: string): RenderProvider | undefined {
    return this.configured.find((provider) => provider.name === name);
  }
}
