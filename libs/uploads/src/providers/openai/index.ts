import type { ProviderDefinition } from '@app/core';
import { OpenaiAdapter } from './openai.adapter';
import { type OpenaiConfig, openaiConfig } from './openai.config';

/** Configured when `CAPTION_API_BASE` is set. */
export const openai: ProviderDefinition<OpenaiAdapter, 'openai'> = {
  name: 'openai',
  config: openaiConfig,
  enabledBy: 'CAPTION_API_BASE',
  provide: {
    provide: OpenaiAdapter,
    inject: [openaiConfig.KEY],
    useFactory: ({ CAPTION_API_BASE: base, CAPTION_API_KEY: apiKey, CAPTION_MODEL: model }: OpenaiConfig) =>
      base ? new OpenaiAdapter({ base: base.replace(/\/$/, ''), apiKey, model }) : undefined,
  },
};
