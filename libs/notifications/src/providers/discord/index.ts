import { type CoreConfig, coreConfig, type ProviderDefinition } from '@app/core';
import { DiscordAdapter } from './discord.adapter';
import { type DiscordConfig, discordConfig } from './discord.config';

/** Always configured: each customer stores their own webhook. */
export const discord: ProviderDefinition<DiscordAdapter, 'discord'> = {
  name: 'discord',
  config: discordConfig,
  provide: {
    provide: DiscordAdapter,
    inject: [coreConfig.KEY, discordConfig.KEY],
    useFactory: (core: CoreConfig, config: DiscordConfig) => new DiscordAdapter(core, config),
  },
};
