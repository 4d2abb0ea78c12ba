import type { WebhookEventType } from '@app/notifications';
import type { Count, Instant, Tokens, Uuid } from '../http/field-types';

class WebhookMessageData {
  /** Id of the render, upload, post or connected account; for tokens, subscriptions, quotas and summaries, of the account itself. */
  id: Uuid;

  /**
   * The state that a render or upload has reached, or the decision about its posts.
   * @example "completed"
   */
  status?: string;

  /** With `upload.approval_requested`, `upload.approved` and `upload.rejected`: the request for the approval. */
  approval_id?: Uuid;

  /**
   * With `upload.approved` and `upload.rejected`: the reviewer's comment.
   * @example "Please use the shorter caption."
   */
  comment?: string | null;

  /** With `tokens.low`: the remaining tokens. */
  available?: Tokens;

  /**
   * With `subscription.updated`: the former plan.
   * @example "solo"
   */
  from?: string;

  /**
   * With `subscription.updated`: the plan from now on.
   * @example "studio"
   */
  to?: string;

  /**
   * With `subscription.past_due`: the plan.
   * @example "studio"
   */
  tier?: string;

  /** With `subscription.past_due`: since when the payment has been missing. */
  since?: Instant;

  /** With `publication.delayed`: seconds from the time of the post until it was published. */
  delay_seconds?: Count;

  /** With `quota.reached`: uploads of the period so far. */
  taken?: Count;

  /** With `quota.reached`: uploads that the plan includes in a period. */
  limit?: Count;

  /** With `quota.reached`: the threshold that was reached, in percent of the limit. */
  percent?: 80 | 100;

  /**
   * With `summary.daily`: the day, in UTC.
   * @example "2026-11-28"
   */
  day?: string;

  /** With `summary.daily`: uploads that were announced. */
  received?: Count;

  /** With `summary.daily`: uploads that ended live on every platform. */
  completed?: Count;

  /** With `summary.daily`: uploads that ended live on some platforms. */
  partial?: Count;

  /** With `summary.daily`: uploads that failed. */
  failed?: Count;

  /** With `summary.daily`: views that posts gained. */
  views?: Count;
}

/** What we POST to a webhook endpoint. */
export class WebhookMessage {
  /** What happened. Ignore types that you do not know. */
  type: WebhookEventType | 'webhook.test';

  /** When it happened. */
  timestamp: Instant;

  /** The object of the event. Read the rest from the API. */
  data: WebhookMessageData;
}
