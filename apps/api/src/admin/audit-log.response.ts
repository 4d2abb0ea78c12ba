import type { ActorKind, AuditEntry } from '@app/auth';
import type { Page } from '@app/core';
import { ApiProperty } from '@nestjs/swagger';

const NULLABLE_OBJECT = { type: 'object', additionalProperties: true, nullable: true } as const;

export class AuditEntryResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ enum: ['user', 'api_key', 'machine', 'system'] })
  actor_kind: ActorKind;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  actor_id: string | null;

  @ApiProperty({ example: 'user.suspended' })
  action: string;

  @ApiProperty({ example: 'user' })
  target_type: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  target_id: string | null;

  @ApiProperty(NULLABLE_OBJECT)
  before: object | null;

  @ApiProperty(NULLABLE_OBJECT)
  after: object | null;

  @ApiProperty({ type: String, nullable: true })
  ip: string | null;

  @ApiProperty({ type: String, nullable: true })
  request_id: string | null;
}

export class AuditLogResponse {
  @ApiProperty({ type: [AuditEntryResponse] })
  entries: AuditEntryResponse[];

  @ApiProperty({ type: String, nullable: true })
  next_cursor: string | null;

  static of({ rows, nextCursor }: Page<AuditEntry>): AuditLogResponse {
    return { entries: rows.map(entryOf), next_cursor: nextCursor };
  }
}

const entryOf = (entry: AuditEntry): AuditEntryResponse => ({
  id: entry.id,
  created_at: entry.createdAt.toISOString(),
  actor_kind: entry.actorKind,
  actor_id: entry.actorId,
  action: entry.action,
  target_type: entry.targetType,
  target_id: entry.targetId,
  before: entry.before,
  after: entry.after,
  ip: entry.ip,
  request_id: entry.requestId,
});
