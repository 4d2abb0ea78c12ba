import type { AccountEventType, WebhookEventType } from '../events/account-event';

/** Every channel with its notifications and their defaults. */
export const NOTIFICATION_DEFAULTS = {
  discord: {
    queued: false,
    completed: true,
    partial: true,
    failed: true,
    needs_reconnection: true,
    digest: false,
    slow_publish: false,
    quota: false,
  },
  mail: { completed: false, failed: true, needs_reconnection: true, tokens_low: true },
  in_app: {
    completed: true,
    partial: true,
    failed: true,
    approvals: true,
    needs_reconnection: true,
    slow_publish: true,
    render_failed: true,
    quota: true,
    tokens_low: true,
    subscription: true,
  },
} as const;

/** The choice that decides whether Discord gets an event; it gets no others. */
export const DISCORD_CHOICES: Readonly<
  Partial<Record<AccountEventType, keyof (typeof NOTIFICATION_DEFAULTS)['discord']>>
> = {
  'upload.queued': 'queued',
  'upload.completed': 'completed',
  'upload.partial': 'partial',
  'upload.failed': 'failed',
  'account.needs_reconnection': 'needs_reconnection',
  'publication.delayed': 'slow_publish',
  'quota.reached': 'quota',
  'summary.daily': 'digest',
};

/** The choice that decides whether an event becomes a notice in the dashboard; other events never do. */
export const IN_APP_CHOICES: Readonly<
  Partial<Record<AccountEventType, keyof (typeof NOTIFICATION_DEFAULTS)['in_app']>>
> = {
  'upload.completed': 'completed',
  'upload.partial': 'partial',
  'upload.failed': 'failed',
  'upload.approval_requested': 'approvals',
  'upload.approved': 'approvals',
  'upload.rejected': 'approvals',
  'account.needs_reconnection': 'needs_reconnection',
  'publication.delayed': 'slow_publish',
  'render.failed': 'render_failed',
  'quota.reached': 'quota',
  'tokens.low': 'tokens_low',
  'subscription.updated': 'subscription',
  'subscription.past_due': 'subscription',
};

/** Every event that can become a notice in the dashboard. */
export const IN_APP_EVENTS = Object.keys(IN_APP_CHOICES) as readonly WebhookEventType[];

/** Discord notifications of larger plans only: a daily summary, posts after their time, a quota that is 80 or 100 % used. */
export const ADVANCED_ALERTS = [
  'digest',
  'slow_publish',
  'quota',
] as const satisfies (keyof (typeof NOTIFICATION_DEFAULTS)['discord'])[];

/** Whether Discord gets the event on larger plans only. */
export const isAdvancedAlert = (type: AccountEventType): boolean =>
  ADVANCED_ALERTS.some((choice) => choice === DISCORD_CHOICES[type]);

export type NotificationChannel = keyof typeof NOTIFICATION_DEFAULTS;

/** Which notifications go to which channel. */
export type NotificationChoices = {
  [Channel in NotificationChannel]: Record<keyof (typeof NOTIFICATION_DEFAULTS)[Channel], boolean>;
};

/** A partial change; null restores the default. */
export type ChoiceChanges = {
  [Channel in NotificationChannel]?: Partial<
    Record<keyof (typeof NOTIFICATION_DEFAULTS)[Channel], boolean | null>
  > | null;
};

type Stored = Partial<Record<NotificationChannel, Record<string, boolean>>>;

/** The stored choices after a change; choices equal to their default are not stored. */
export function changedChoices(stored: Stored, changes: ChoiceChanges): Stored {
  const next: Stored = { ...stored };
  for (const [channel, changed] of Object.entries(changes) as [
    NotificationChannel,
    Record<string, boolean | null | undefined> | null | undefined,
  ][]) {
    if (changed === null) delete next[channel];
    const choices = { ...next[channel] };
    for (const [name, choice] of Object.entries(changed ?? {})) {
      if (typeof choice === 'boolean') choices[name] = choice;
      else if (choice === null) delete choices[name];
    }
    next[channel] = choices;
  }
  return next;
}

export function withDefaults(stored: Stored): NotificationChoices {
  return {
    discord: { ...NOTIFICATION_DEFAULTS.discord, ...stored.discord },
    mail: { ...NOTIFICATION_DEFAULTS.mail, ...stored.mail },
    in_app: { ...NOTIFICATION_DEFAULTS.in_app, ...stored.in_app },
  };
}
