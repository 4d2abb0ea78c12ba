import type { ActorKind, NamedAuditEntry } from '@app/auth';
import type { Page } from '@app/core';
import type { Cursor, Instant, JsonObject, Uuid } from '../http/field-types';

export class AuditEntryResponse {
  /** Id of the entry. */
  id: Uuid;

  /** When it happened. */
  created_at: Instant;

  /** Kind of the caller who did it. */
  actor_kind: ActorKind;

  /** The user or API key that did it; null for the system and the operator's key. */
  actor_id: Uuid | null;

  /**
   * Current name of that user or API key; null if it no longer exists.
   * @example "Ada Lovelace"
   */
  actor_name: string | null;

  /**
   * Current email address of that user, or of the API key's owner; null if it no longer exists.
   * @example "ada@example.com"
   */
  actor_email: string | null;

  /**
   * What was done.
   * @example "user.suspended"
   */
  action: string;

  /**
   * Kind of the object that was changed.
   * @example "user"
   */
  target_type: string;

  /** Id of the object that was changed; null if it has none. */
  target_id: Uuid | null;

  /**
   * Current name of that object if it is a user or an API key.
   * @example "Grace Hopper"
   */
  target_name: string | null;

  /**
   * Current email address of that user, or of the API key's owner.
   * @example "grace@example.com"
   */
  target_email: string | null;

  /** The changed fields before; null for something new. */
  before: JsonObject | null;

  /** The changed fields after; null for something deleted. */
  after: JsonObject | null;

  /**
   * IP address that the request came from; null for the system.
   * @example "203.0.113.7"
   */
  ip: string | null;

  /**
   * `X-Request-Id` of the request; null for the system.
   * @example "0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10"
   */
  request_id: string | null;
}

export class AuditLogResponse {
  /** One page of entries, newest first. */
  entries: AuditEntryResponse[];

  next_cursor: Cursor | null;

  static of({ rows, nextCursor }: Page<NamedAuditEntry>): AuditLogResponse {
    return { entries: rows.map(entryOf), next_cursor: nextCursor };
  }
}

const entryOf = ({ entry, actor, target }: NamedAuditEntry): AuditEntryResponse => ({
  id: entry.id,
  created_at: entry.createdAt.toISOString(),
  actor_kind: entry.actorKind,
  actor_id: entry.actorId,
  actor_name: actor?.name ?? null,
  actor_email: actor?.email ?? null,
  action: entry.action,
  target_type: entry.targetType,
  target_id: entry.targetId,
  target_name: target?.name ?? null,
  target_email: target?.email ?? null,
  before: entry.before,
  after: entry.after,
  ip: entry.ip,
  request_id: entry.requestId,
});
