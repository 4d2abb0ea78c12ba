import { formatDate } from '@app/notifications';
import type { TextOf } from './mail-text';

/** The facts of the mails about the channels of notifications. */
export interface ChannelMailFacts {
  notification_test: object;
  discord_disabled: object;
  webhook_disabled: { host: string; reason: 'failing' | 'gone' | 'plan'; failingSince: Date | null };
}

export const CHANNEL_MAILS: { [Template in keyof ChannelMailFacts]: TextOf<ChannelMailFacts[Template]> } = {
  notification_test: (_, frontendUrl) => ({
    subject: 'Test notification from Reelway',
    preheader: 'Your email notifications work.',
    blocks: [
      'You asked us to send this test notification. Your email notifications work: we will write to this address about your uploads.',
      { action: 'Manage notifications', url: `${frontendUrl}/settings` },
    ],
  }),
  discord_disabled: (_, frontendUrl) => ({
    subject: 'We stopped sending messages to Discord',
    preheader: 'Discord no longer accepts messages for your webhook.',
    blocks: [
      'Discord answered that the webhook in your settings no longer exists or that its address is wrong. We removed it from your settings and no longer send messages to Discord.',
      'To get messages again, create a webhook in the settings of the Discord channel and save its address.',
      { action: 'Open your settings', url: `${frontendUrl}/settings` },
    ],
  }),
  webhook_disabled: ({ reason, ...facts }, frontendUrl) =>
    reason === 'plan' ? webhooksNotInPlan(frontendUrl) : webhookDisabled({ reason, ...facts }, frontendUrl),
};

const webhookDisabled: TextOf<ChannelMailFacts['webhook_disabled']> = (
  { host, reason, failingSince },
  frontendUrl,
) => ({
  subject: 'We stopped sending events to one of your webhooks',
  preheader: `The webhook at ${host} no longer receives events.`,
  blocks: [
    reason === 'gone'
      ? `Your webhook at ${host} answered with status 410, which means that it is gone. We no longer send events to it.`
      : `Your webhook at ${host} has not accepted any event${failingSince ? ` since ${formatDate(failingSince)}` : ' for three days'}. We no longer send events to it.`,
    'Check your server, then enable the webhook again. Events from the last 30 days that did not arrive can be sent again from its delivery log.',
    { action: 'Open your webhooks', url: `${frontendUrl}/webhooks` },
  ],
});

const webhooksNotInPlan = (frontendUrl: string): ReturnType<TextOf<object>> => ({
  subject: 'We stopped sending events to your webhooks',
  preheader: 'Your plan no longer includes webhooks.',
  blocks: [
    'Your plan no longer includes webhooks. We keep your webhooks and send no events to them.',
    'They receive events again as soon as your plan includes webhooks. Events that happen until then are not sent later.',
    { action: 'Open your webhooks', url: `${frontendUrl}/webhooks` },
  ],
});
