import type { ProviderDefinition } from '@app/core';
import type { RenderProvider } from '../render-provider';
import { local } from './local';
import { shotstack } from './shotstack';

/** Every renderer, in order of preference: the first that is configured renders unless `RENDER_PROVIDER` says otherwise. */
export const renderProviders = [shotstack, local] as const satisfies readonly ProviderDefinition<RenderProvider>[];
