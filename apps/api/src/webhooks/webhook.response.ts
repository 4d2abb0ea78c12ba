import type { Page } from '@app/core';
import type { WebhookDelivery, WebhookDeliveryStatus, WebhookEndpoint } from '@app/notifications';
import type { Count, Cursor, Instant, Url, Uuid } from '../http/field-types';

export class WebhookResponse {
  /** Id of the endpoint. */
  id: Uuid;

  /** Address that receives the events. */
  url: Url;

  /**
   * A note for people.
   * @example "Production, orders service"
   */
  description: string;

  /**
   * Types of events that it receives; empty: all.
   * @example ["render.completed","render.failed"]
   */
  events: string[];

  /** Whether events are sent to it. */
  enabled: boolean;

  /**
   * Why no events are sent: `owner`: switched off; `failing`: no attempt succeeded for three days; `gone`: it answered
   * 410; `plan`: the plan does not include webhooks. Null while it is enabled.
   */
  disabled_reason: 'owner' | 'failing' | 'gone' | 'plan' | null;

  /** Since when no attempt has succeeded; null after a success. */
  failing_since: Instant | null;

  /** Until when messages also carry a signature with the previous secret; null if they do not. */
  previous_secret_expires_at: Instant | null;

  /** When it was created. */
  created_at: Instant;

  static of(endpoint: WebhookEndpoint): WebhookResponse {
    const { id, url, description, events, disabledReason } = endpoint;
    return {
      id,
      url,
      description,
      events,
      enabled: disabledReason === null,
      disabled_reason: disabledReason,
      failing_since: endpoint.failingSince?.toISOString() ?? null,
      previous_secret_expires_at: endpoint.previousExpiresAt?.toISOString() ?? null,
      created_at: endpoint.createdAt.toISOString(),
    };
  }
}

export class IssuedWebhookResponse extends WebhookResponse {
  /**
   * The secret that signs the messages, as Standard Webhooks specifies. Only this answer shows it.
   * @example "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
   */
  secret: string;

  static ofIssued({ endpoint, secret }: { endpoint: WebhookEndpoint; secret: string }): IssuedWebhookResponse {
    return { ...WebhookResponse.of(endpoint), secret };
  }
}

export class WebhookListResponse {
  /** All endpoints, in the order in which they were created. */
  webhooks: WebhookResponse[];

  /**
   * Every type of event that an endpoint can receive.
   * @example ["render.completed","upload.completed"]
   */
  event_types: string[];
}

export class WebhookDeliveryResponse {
  /** Id of the delivery. */
  id: Uuid;

  /** Id of the event, sent as `webhook-id`: the same in every attempt and at every endpoint. */
  event_id: Uuid;

  /**
   * Type of the event.
   * @example "render.completed"
   */
  type: string;

  /** `failed`: ten attempts within three days had no success. */
  status: WebhookDeliveryStatus;

  /** Number of attempts. */
  attempts: Count;

  /** When the next attempt is due; null once the delivery is finished. */
  next_attempt_at: Instant | null;

  /**
   * HTTP status of the last answer; null if there was none.
   * @example 200
   */
  answer_status: number | null;

  /**
   * Why the last attempt failed; null after a success.
   * @example "The server answered 500."
   */
  problem: string | null;

  /**
   * Duration of the last attempt in milliseconds; null before the first.
   * @example 120
   */
  duration_ms: number | null;

  /** When the event happened. */
  created_at: Instant;

  /** When the last attempt began; null before the first. */
  attempted_at: Instant | null;

  /** When the delivery succeeded or failed for good; null while it is pending. */
  finished_at: Instant | null;

  static of(delivery: WebhookDelivery): WebhookDeliveryResponse {
    const { id, eventId, type, status, attempts, problem } = delivery;
    return {
      id,
      event_id: eventId,
      type,
      status,
      attempts,
      next_attempt_at: delivery.dueAt?.toISOString() ?? null,
      answer_status: delivery.answerStatus,
      problem,
      duration_ms: delivery.durationMs,
      created_at: delivery.createdAt.toISOString(),
      attempted_at: delivery.attemptedAt?.toISOString() ?? null,
      finished_at: delivery.finishedAt?.toISOString() ?? null,
    };
  }
}

export class WebhookDeliveryDetailResponse extends WebhookDeliveryResponse {
  /**
   * The body that is sent.
   * @example "{\"type\":\"render.completed\",\"timestamp\":\"2026-06-01T09:30:00.000Z\",\"data\":{\"id\":\"0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10\",\"status\":\"completed\"}}"
   */
  body: string;

  static ofDetail(delivery: WebhookDelivery): WebhookDeliveryDetailResponse {
    return { ...WebhookDeliveryResponse.of(delivery), body: delivery.body };
  }
}

export class WebhookDeliveryListResponse {
  /** One page of deliveries, newest first. They are kept for 30 days. */
  deliveries: WebhookDeliveryResponse[];

  next_cursor: Cursor | null;

  static of({ rows, nextCursor }: Page<WebhookDelivery>): WebhookDeliveryListResponse {
    return { deliveries: rows.map((row) => WebhookDeliveryResponse.of(row)), next_cursor: nextCursor };
  }
}
