import { API_SCOPES, type ApiKey, type ApiScope, type IssuedApiKey } from '@app/auth';
import type { Page } from '@app/core';
import { ApiProperty } from '@nestjs/swagger';

const NULLABLE_TIME = { type: String, format: 'date-time', nullable: true } as const;

export class ApiKeyResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ description: 'The first characters, to tell keys apart.', example: 'rw_live_4fGh2k' })
  prefix: string;

  @ApiProperty({ isArray: true, enum: API_SCOPES })
  scopes: ApiScope[];

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty(NULLABLE_TIME)
  expires_at: string | null;

  @ApiProperty({ ...NULLABLE_TIME, description: 'Exact to a minute.' })
  last_used_at: string | null;

  @ApiProperty(NULLABLE_TIME)
  revoked_at: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The key that this one replaced.' })
  rotated_from: string | null;

  static of(key: ApiKey): ApiKeyResponse {
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
    };
  }
}

export class IssuedApiKeyResponse extends ApiKeyResponse {
  @ApiProperty({ description: 'Shown this once; only a hash is kept.', example: 'rw_live_…' })
  key: string;

  static ofIssued({ row, key }: IssuedApiKey): IssuedApiKeyResponse {
    return Object.assign(ApiKeyResponse.of(row), { key });
  }
}

export class ApiKeyListResponse {
  @ApiProperty({ type: [ApiKeyResponse] })
  keys: ApiKeyResponse[];

  @ApiProperty({ type: String, nullable: true })
  next_cursor: string | null;

  static of({ rows, nextCursor }: Page<ApiKey>): ApiKeyListResponse {
    return { keys: rows.map((row) => ApiKeyResponse.of(row)), next_cursor: nextCursor };
  }
}
