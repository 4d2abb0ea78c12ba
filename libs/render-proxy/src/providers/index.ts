import type { ProviderDefinition } from '@app/core';
import type { RenderProvider } from '../render-provider';
import { local } from './local';
import { shotstack } from './shotstack';

/**
 * Every renderer, in order of preference: the first configured one renders unless `RENDER_PROVIDER` names another.
 */
export const renderProviders = [shotstack, local] as const satisfies readonly ProviderDefinition<RenderProvider>[];
