import type { ProviderDefinition } from '@app/core';
import type { CaptionGenerator } from '../captions/caption-generator';
import { openai } from './openai';
import { template } from './template';

/** Every caption writer, in order of preference: the first configured one writes them. */
export const captionProviders = [openai, template] as const satisfies readonly ProviderDefinition<CaptionGenerator>[];
