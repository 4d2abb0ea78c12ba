import type { ProviderDefinition } from '@app/core';
import { TemplateAdapter } from './template.adapter';

/** Always configured. */
export const template: ProviderDefinition<TemplateAdapter, 'template'> = {
  name: 'template',
  provide: { provide: TemplateAdapter, useFactory: () => new TemplateAdapter() },
};
