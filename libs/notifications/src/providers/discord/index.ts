import { type CoreConfig, coreConfig, type ProviderDefinition } from '@app/core';
import { DiscordAdapter } from './discord.adapter';
import { type DiscordConfig, discordConfig } from './discord.config';

/** Always there: each customer stores a webhook of their own. */
export const discord: ProviderDefinition<DiscordAdapter, 'discord'> = {
  name: 'discord',
  config: discordConfig,
  provide: {
    provide: DiscordAdapter,
    inject: [coreConfig.KEY, discordConfig.KEY],
    useFactory: (core: CoreConfig, config: DiscordConfig) => new DiscordAdapter(core, config),
  },
};
