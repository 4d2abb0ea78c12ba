/** Every event of an account that webhook endpoints can receive; other channels report some of them. */
export const ACCOUNT_EVENTS = [
  'render.queued',
  'render.completed',
  'render.failed',
  'render.cancelled',
  'upload.queued',
  'upload.processing',
  'upload.approval_requested',
  'upload.approved',
  'upload.rejected',
  'upload.completed',
  'upload.partial',
  'upload.failed',
  'upload.cancelled',
  'publication.updated',
  'publication.cancelled',
  'publication.published',
  'publication.delayed',
  'publication.verified',
  'publication.failed',
  'publication.unconfirmed',
  'account.needs_reconnection',
  'tokens.low',
  'subscription.updated',
  'subscription.past_due',
  'quota.reached',
  'summary.daily',
] as const;
export type WebhookEventType = (typeof ACCOUNT_EVENTS)[number];

/** Further events, for streams only: they tell the open pages of the dashboard what to read again. */
export const STREAM_EVENTS = ['notice.created', 'notice.read', 'upload.updated', 'upload.deleted'] as const;
export type AccountEventType = WebhookEventType | (typeof STREAM_EVENTS)[number];

/** What happened, in the transaction in which it happened. */
export interface AccountEvent {
  type: AccountEventType;
  /** Ids, states and errors; never addresses that expire or secrets. The recipient reads the rest from the API. */
  data: { id: string } & Record<string, unknown>;
}
