import type { WebhookEventType } from '@app/notifications';
import type { Instant, Uuid } from '../http/field-types';

class WebhookMessageData {
  /** Id of the render, upload or connected account. */
  id: Uuid;

  /**
   * The state that it has reached. Absent for accounts.
   * @example "completed"
   */
  status?: string;
}

/** What we POST to a webhook endpoint. */
export class WebhookMessage {
  /** What happened. Ignore types that you do not know. */
  type: WebhookEventType | 'webhook.test';

  /** When it happened. */
  timestamp: Instant;

  /** What it happened to. Read the rest from the API. */
  data: WebhookMessageData;
}
