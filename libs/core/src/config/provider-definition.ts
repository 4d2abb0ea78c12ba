import type { FactoryProvider, InjectionToken, Provider } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';

/**
 * One implementation of a port, as its folder `providers/<name>/` exports it. Only `providers/index.ts` lists the
 * implementations; types, configuration and modules follow from that list.
 */
export interface ProviderDefinition<Port, Name extends string = string> {
  /**
   * Stored with every record that this provider created, so that later calls find the provider again; never changed.
   */
  readonly name: Name;
  /** From `defineConfig`; undefined when it has no variables of its own. */
  readonly config?: Parameters<typeof ConfigModule.forFeature>[0];
  /** The variable that turns the provider on, named in messages about missing configuration. */
  readonly enabledBy?: string;
  /** Nest providers that only this implementation needs, such as its client. */
  readonly parts?: readonly Provider[];
  /** Its `useFactory` returns undefined when the variables of this implementation are not set. */
  readonly provide: FactoryProvider<Port | undefined>;
}

/** Makes the variables of every definition available for injection. */
export function providerConfigurations(definitions: readonly ProviderDefinition<unknown>[]) {
  return definitions.flatMap(({ config }) => (config ? [ConfigModule.forFeature(config)] : []));
}

/**
 * Provides every definition under its own token and, under `token`, an array of the configured ones, in their order.
 */
export function provideConfigured<Port>(
  token: InjectionToken,
  definitions: readonly ProviderDefinition<Port>[],
): Provider[] {
  const factories = definitions.map(({ provide }) => provide);
  return [
    ...definitions.flatMap(({ parts = [] }) => parts),
    ...factories,
    {
      provide: token,
      inject: factories.map(({ provide }) => provide),
      useFactory: (...all: (Port | undefined)[]) => all.filter((one) => one !== undefined),
    },
  ];
}

/**
 * Provides the first configured definition under `token` and never instantiates the ones after it.
 * @param none called when no definition is configured; throws
 */
export function provideFirstConfigured<Port>(
  token: InjectionToken,
  definitions: readonly ProviderDefinition<Port>[],
  none: () => never,
): Provider[] {
  const injected = definitions.map(({ provide }) => provide.inject ?? []);
  return [
    ...definitions.flatMap(({ parts = [] }) => parts),
    {
      provide: token,
      inject: injected.flat(),
      useFactory: async (...dependencies: unknown[]): Promise<Port> => {
        for (const [index, { provide }] of definitions.entries()) {
          const own = dependencies.splice(0, injected[index]?.length ?? 0);
          const made = await provide.useFactory(...own);
          if (made !== undefined) return made;
        }
        return none();
      },
    },
  ];
}
