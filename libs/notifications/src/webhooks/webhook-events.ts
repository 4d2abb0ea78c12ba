/** Every event that an endpoint can receive. Each ends in the state of the object that it names. */
export const WEBHOOK_EVENTS = [
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
  'publication.published',
  'publication.verified',
  'publication.failed',
  'account.needs_reconnection',
  'tokens.low',
  'subscription.updated',
  'subscription.past_due',
] as const;
export type WebhookEventType = (typeof WEBHOOK_EVENTS)[number];

/** Sent to a single endpoint when its owner requests it. */
export const WEBHOOK_TEST = 'webhook.test';

/** What happened, in the transaction in which it happened. */
export interface WebhookEvent {
  type: WebhookEventType;
  /** Ids, states and errors; never addresses that expire or secrets. The recipient reads the rest from the API. */
  data: { id: string } & Record<string, unknown>;
}
