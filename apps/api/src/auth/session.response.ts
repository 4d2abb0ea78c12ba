import type { Session } from '@app/auth';
import type { Instant, Uuid } from '../http/field-types';

export class SessionResponse {
  /** Id of the session. */
  id: Uuid;

  /**
   * Browser and system of the device.
   * @example "Firefox on Windows"
   */
  label: string;

  /**
   * IP address of the last refresh.
   * @example "203.0.113.7"
   */
  ip: string;

  /** When the session was last refreshed. */
  last_used_at: Instant;

  /** When the device signed in. */
  created_at: Instant;

  /** When the session ends, unless it is refreshed before. */
  expires_at: Instant;

  /** Whether this is the session of the request. */
  is_current: boolean;

  static of(session: Session, currentId: string): SessionResponse {
    return {
      id: session.id,
      label: session.label,
      ip: session.ip,
      last_used_at: session.lastUsedAt.toISOString(),
      created_at: session.createdAt.toISOString(),
      expires_at: session.expiresAt.toISOString(),
      is_current: session.id === currentId,
    };
  }
}

export class SessionListResponse {
  /** Signed-in devices, most recently used first. */
  sessions: SessionResponse[];

  /** Always null: the list has one page. */
  next_cursor: null;
}
