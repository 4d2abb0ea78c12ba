/** An address of a customer that receives events, without its secret. */
export interface WebhookEndpoint {
  id: string;
  userId: string;
  url: string;
  description: string;
  /** Types of events to send; empty: all. */
  events: string[];
  /**
   * `owner`: switched off; `failing`: every attempt failed for three days; `gone`: it answered 410; `plan`: the plan of its
   * owner does not include webhooks. Null: enabled.
   */
  disabledReason: 'owner' | 'failing' | 'gone' | 'plan' | null;
  /** Since when no attempt has succeeded; null after a success. */
  failingSince: Date | null;
  /** Until when messages also carry a signature with the previous secret; null if they do not. */
  previousExpiresAt: Date | null;
  createdAt: Date;
}

export type NewWebhookEndpoint = Pick<WebhookEndpoint, 'url' | 'description' | 'events'>;
export type WebhookEndpointChanges = Partial<NewWebhookEndpoint> & { enabled?: boolean };
