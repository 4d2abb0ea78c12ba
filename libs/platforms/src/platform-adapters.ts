import { notFound } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import type { PlatformAdapter } from './platform-adapter';
import { platformNotConfigured } from './platforms.errors';
import { platformProviders } from './providers';

/** The platforms that this installation can reach. */
export const PLATFORM_ADAPTERS = Symbol('platform adapters');

/** The names of all platforms, configured or not, in the order in which they are shown. */
export const PLATFORM_NAMES: readonly string[] = platformProviders.map(({ name }) => name);

/** Platforms by name. */
@Injectable()
export class PlatformAdapters {
  constructor(@Inject(PLATFORM_ADAPTERS) private readonly adapters: readonly PlatformAdapter[]) {}

  /** The name behind a name or an older one, as addresses contain it. @throws not_found */
  nameOf(given: string): string {
    const found = platformProviders.find(
      ({ name, ...definition }) => name === given || ('aliases' in definition && definition.aliases?.includes(given)),
    );
    if (!found) throw notFound();
    return found.name;
  }

  get all(): readonly PlatformAdapter[] {
    return this.adapters;
  }

  isConfigured(name: string): boolean {
    return this.adapters.some((adapter) => adapter.name === name);
  }

  /** @throws platform_not_configured */
  named(name: string): PlatformAdapter {
    const found = this.adapters.find((adapter) => adapter.name === name);
    if (!found) throw platformNotConfigured();
    return found;
  }
}
