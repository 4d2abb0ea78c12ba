import type { ApiScope, IssuedApiKey, OwnedApiKey } from '@app/auth';
import type { Page } from '@app/core';
import type { Cursor, EmailAddress, Instant, Uuid } from '../http/field-types';

export class KeyMemberResponse {
  /** Id of the user. */
  id: Uuid;

  /**
   * Name of the user.
   * @example "Grace Hopper"
   */
  name: string;

  /** Address of the user. */
  email: EmailAddress;
}

export class ApiKeyResponse {
  /** Id of the key. */
  id: Uuid;

  /**
   * Name of the key.
   * @example "CI of the editor"
   */
  name: string;

  /**
   * The first characters of the key, to distinguish keys.
   * @example "rw_live_4fGh2k"
   */
  prefix: string;

  /** What the key may do. */
  scopes: ApiScope[];

  /** When the key was created. */
  created_at: Instant;

  /** When the key expires; null if it never does. */
  expires_at: Instant | null;

  /** When the key was last used, accurate to a minute; null if never. */
  last_used_at: Instant | null;

  /** When the key was revoked; null if it was not. */
  revoked_at: Instant | null;

  /** Id of the key that this one replaced; null for a first key. */
  rotated_from: Uuid | null;

  /** The member who created or rotated the key. The key is revoked when the membership ends. */
  created_by: KeyMemberResponse;

  static of({ key, member }: OwnedApiKey): ApiKeyResponse {
    const { id, name, prefix, scopes } = key;
    return {
      id,
      name,
      prefix,
      scopes,
      created_at: key.createdAt.toISOString(),
      expires_at: key.expiresAt?.toISOString() ?? null,
      last_used_at: key.lastUsedAt?.toISOString() ?? null,
      revoked_at: key.revokedAt?.toISOString() ?? null,
      rotated_from: key.rotatedFrom,
      created_by: member,
    };
  }
}

export class IssuedApiKeyResponse extends ApiKeyResponse {
  /**
   * The key itself. Only this answer shows it; we store a hash.
   * @example "rw_live_4fGh2kQ8…"
   */
  key: string;

  static ofIssued({ row, member, key }: IssuedApiKey): IssuedApiKeyResponse {
    return Object.assign(ApiKeyResponse.of({ key: row, member }), { key });
  }
}

export class ApiKeyListResponse {
  /** One page of keys, newest first. */
  keys: ApiKeyResponse[];

  next_cursor: Cursor | null;

  static of({ rows, nextCursor }: Page<OwnedApiKey>): ApiKeyListResponse {
    return { keys: rows.map((row) => ApiKeyResponse.of(row)), next_cursor: nextCursor };
  }
}
