import type { Session } from '@app/auth';
import { ApiProperty } from '@nestjs/swagger';

export class SessionResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'Firefox on Windows' })
  label: string;

  @ApiProperty({ description: 'Address of the last refresh.', example: '203.0.113.7' })
  ip: string;

  @ApiProperty({ format: 'date-time' })
  last_used_at: string;

  @ApiProperty({ format: 'date-time' })
  created_at: string;

  @ApiProperty({ format: 'date-time', description: 'The session ends then at the latest.' })
  expires_at: string;

  @ApiProperty({ description: 'The session that asks.' })
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
  @ApiProperty({ type: [SessionResponse] })
  sessions: SessionResponse[];

  @ApiProperty({ type: String, nullable: true })
  next_cursor: string | null;
}
