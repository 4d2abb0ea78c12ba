import {
  defineConfig,
  EnvString,
  type ProviderDefinition,
  provideConfigured,
  providerConfigurations,
  SafeHttpModule,
} from '@app/core';
import { MediaModule } from '@app/media';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';
import { setEnvironment } from '../../../test/support/set-environment';
import { renderProviders } from './providers';
import { SpareRenderProcess } from './providers/local/spare-render-process';
import type { RenderProvider } from './render-provider';
import { renderProxyConfig } from './render-proxy.config';

class ToyEnv {
  @EnvString()
  TOY_KEY?: string;
}
const toyConfig = defineConfig('render-proxy.toy', ToyEnv);

/** What a folder `providers/toy/` would export. */
const toy: ProviderDefinition<RenderProvider, 'toy'> = {
  name: 'toy',
  config: toyConfig,
  enabledBy: 'TOY_KEY',
  provide: {
    provide: Symbol('toy renderer'),
    inject: [toyConfig.KEY],
    useFactory: ({ TOY_KEY }: ToyEnv): RenderProvider | undefined =>
      TOY_KEY
        ? {
            name: 'toy',
            startIsRepeatable: true,
            sendsCallbacks: false,
            writesToBuckets: false,
            segments: undefined,
            start: () => Promise.resolve({ providerRenderId: 'toy-1', state: { status: 'queued' } }),
            observe: () => Promise.resolve({ status: 'unknown' }),
            readCallback: () => undefined,
            check: () => Promise.resolve({ status: 'ok', detail: 'toy' }),
          }
        : undefined,
  },
};
// The line in providers/index.ts; everything that follows from the list is loaded after it.
(renderProviders as unknown as ProviderDefinition<RenderProvider>[]).unshift(toy);
const { CONFIGURED_PROVIDERS, RenderProviders }: typeof import('./render-providers') = require('./render-providers');
const { renderProvidersConfig }: typeof import('./render-providers.config') = require('./render-providers.config');

@Module({
  imports: [
    MediaModule,
    SafeHttpModule,
    ...[renderProxyConfig, renderProvidersConfig].map((config) => ConfigModule.forFeature(config)),
    ...providerConfigurations(renderProviders),
  ],
  providers: [
    SpareRenderProcess,
    ...provideConfigured<RenderProvider>(CONFIGURED_PROVIDERS, renderProviders),
    RenderProviders,
  ],
})
class RenderersModule {}

describe('a renderer that was added with one folder and one line', () => {
  let context: INestApplicationContext | undefined;
  const start = async (env: Readonly<Record<string, string>>) => {
    setEnvironment({ DATABASE_URL: 'postgresql://unused@127.0.0.1/unused', ...env });
    context = await NestFactory.createApplicationContext(RenderersModule, { logger: false, abortOnError: false });
    return context.get(RenderProviders);
  };
  afterEach(async () => {
    await context?.close();
    setEnvironment({ DATABASE_URL: undefined, TOY_KEY: undefined, RENDER_PROVIDER: undefined });
  });

  it('takes new renders, is found by its name and reports its health', async () => {
    const providers = await start({ TOY_KEY: 'key' });
    expect([providers.chosen.name, providers.named('toy').name]).toEqual(['toy', 'toy']);
    expect(await providers.check()).toEqual({ status: 'ok', detail: 'toy' });
  });

  it('gives way to the one chosen by name', async () => {
    const providers = await start({ TOY_KEY: 'key', RENDER_PROVIDER: 'local' });
    expect(providers.chosen.name).toBe('local');
  });

  it('is reported as not configured when it is chosen without its variable', async () => {
    const providers = await start({ RENDER_PROVIDER: 'toy' });
    expect(await providers.check()).toEqual({ status: 'degraded', detail: 'TOY_KEY is not set' });
    expect(() => providers.chosen).toThrow(expect.objectContaining({ code: 'render_provider_unavailable' }));
  });
});
