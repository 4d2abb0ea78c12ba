import type { ProviderDefinition } from '@app/core';
import type { PlatformAdapter } from '../platform-adapter';
import { facebook } from './facebook';
import { instagram } from './instagram';
import { tiktok } from './tiktok';
import { youtube } from './youtube';

/** Every platform, in the order in which they are shown. */
export const platformProviders = [
  tiktok,
  youtube,
  instagram,
  facebook,
] as const satisfies readonly ProviderDefinition<PlatformAdapter>[];
