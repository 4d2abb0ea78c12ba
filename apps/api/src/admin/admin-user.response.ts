import type { User, UserFootprint, UserRole, UserStatus } from '@app/auth';
import type { Page } from '@app/core';
import type { Count, Cursor, EmailAddress, Instant, Uuid } from '../http/field-types';

export class AdminUserResponse {
  /** Id of the user. */
  id: Uuid;

  /** Address that the user signs in with. */
  email: EmailAddress;

  /**
   * Name that the user chose.
   * @example "Ada Lovelace"
   */
  name: string;

  /** Role in this installation. */
  role: UserRole;

  /** `suspended` users cannot sign in, and their API keys do not work. */
  status: UserStatus;

  /** Whether the user must set a new password through an emailed link before anything else works. */
  must_reset_password: boolean;

  /** When the address was verified; null if it was not. */
  email_verified_at: Instant | null;

  /** When the account was created. */
  created_at: Instant;

  static of(user: User): AdminUserResponse {
    const { id, email, name, role, status } = user;
    return {
      id,
      email,
      name,
      role,
      status,
      must_reset_password: user.mustResetPassword,
      email_verified_at: user.emailVerifiedAt?.toISOString() ?? null,
      created_at: user.createdAt.toISOString(),
    };
  }
}

export class AdminUserListResponse {
  /** One page of users, newest first. */
  users: AdminUserResponse[];

  next_cursor: Cursor | null;

  static ofPage({ rows, nextCursor }: Page<User>): AdminUserListResponse {
    return { users: rows.map((user) => AdminUserResponse.of(user)), next_cursor: nextCursor };
  }
}

export class AdminUserDetailResponse extends AdminUserResponse {
  /** Number of signed-in devices. */
  live_sessions: Count;

  /** Number of active API keys. */
  live_api_keys: Count;

  /** Whether two-factor authentication is on. */
  totp_enabled: boolean;

  /** When a session of the user was last used; null if never. */
  last_seen_at: Instant | null;

  static ofDetail({ user, footprint }: { user: User; footprint: UserFootprint }): AdminUserDetailResponse {
    return Object.assign(AdminUserResponse.of(user), {
      live_sessions: footprint.liveSessions,
      live_api_keys: footprint.liveApiKeys,
      totp_enabled: footprint.totpEnabled,
      last_seen_at: footprint.lastSeenAt?.toISOString() ?? null,
    });
  }
}
