import { defineError } from '@app/core';

export const notificationNotDelivered = defineError({ code: 'notification_not_delivered', kind: 'upstream_failed', title: 'The channel did not take the message', help: 'Check the address or webhook in your settings, then send a test.' });
export const discordWebhookGone = defineError({ code: 'discord_webhook_gone', kind: 'conflict', title: 'Discord does not know this webhook any more', help: 'Make a new webhook in the settings of the channel and store it with PUT /api/settings.' });
export const channelNotSet = defineError({ code: 'channel_not_set', kind: 'conflict', title: 'This channel is not set up', help: 'Store discord_webhook with PUT /api/settings first.' });
