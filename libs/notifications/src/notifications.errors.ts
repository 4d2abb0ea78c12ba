import { defineError } from '@app/core';

export const notificationNotDelivered = defineError({ code: 'notification_not_delivered', kind: 'upstream_failed', title: 'The notification could not be delivered', help: 'Check the address or webhook in your settings, then send a test notification.' });
export const mailAddressRefused = defineError({ code: 'mail_address_refused', kind: 'conflict', title: 'The mail server refuses the address', help: 'Check that the address is spelled correctly and that its mailbox exists.' });
export const discordWebhookGone = defineError({ code: 'discord_webhook_gone', kind: 'conflict', title: 'The Discord webhook no longer exists', detail: 'Discord answered that it does not know the webhook.', help: 'Create a new webhook in the settings of the Discord channel and save it with PUT /api/settings.' });
export const channelNotSet = defineError({ code: 'channel_not_set', kind: 'conflict', title: 'The notification channel is not set up', help: 'Save discord_webhook with PUT /api/settings first.' });
export const tooManyWebhooks = defineError({ code: 'too_many_webhooks', kind: 'conflict', title: 'The account has the maximum number of webhook endpoints', detail: 'An account may have 20 endpoints.', help: 'Delete an endpoint that you no longer need, or let one endpoint receive several types of events.' });
export const webhookDeliveryUnfinished = defineError({ code: 'webhook_delivery_unfinished', kind: 'conflict', title: 'The delivery is not finished', help: 'You need not do anything: it is attempted again at `next_attempt_at`.' });
