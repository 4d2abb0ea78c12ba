export { DiscordAdapter, type DiscordMessage } from './discord.adapter';
export { discordConfig } from './discord.config';
