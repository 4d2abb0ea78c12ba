import type { User, UserFootprint, UserRole, UserStatus } from '@app/auth';
import type { Page } from '@app/core';
import { ApiProperty } from '@nestjs/swagger';

export class AdminUserResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  email: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: ['admin', 'user'] })
  role: UserRole;

  @ApiProperty({ enum: ['active', 'suspended'] })
  status: UserStatus;

  @ApiProperty()
  must_reset_password: boolean;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  email_verified_at: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

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
  @ApiProperty({ type: [AdminUserResponse] })
  users: AdminUserResponse[];

  @ApiProperty({ type: String, nullable: true })
  next_cursor: string | null;

  static ofPage({ rows, nextCursor }: Page<User>): AdminUserListResponse {
    return { users: rows.map((user) => AdminUserResponse.of(user)), next_cursor: nextCursor };
  }
}

export class AdminUserDetailResponse extends AdminUserResponse {
  @ApiProperty({ type: 'integer' })
  live_sessions: number;

  @ApiProperty({ type: 'integer' })
  live_api_keys: number;

  @ApiProperty()
  totp_enabled: boolean;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  last_seen_at: string | null;

  static ofDetail({ user, footprint }: { user: User; footprint: UserFootprint }): AdminUserDetailResponse {
    return Object.assign(AdminUserResponse.of(user), {
      live_sessions: footprint.liveSessions,
      live_api_keys: footprint.liveApiKeys,
      totp_enabled: footprint.totpEnabled,
      last_seen_at: footprint.lastSeenAt?.toISOString() ?? null,
    });
  }
}
