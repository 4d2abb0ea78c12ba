import type { AccountExport } from '@app/auth';
import { ApiProperty } from '@nestjs/swagger';

export class ExportResponse {
  @ApiProperty({
    enum: ['preparing', 'ready'],
    description: 'Ask again after `Retry-After` while it is being prepared; a mail tells as well.',
  })
  status: 'preparing' | 'ready';

  @ApiProperty({ format: 'date-time' })
  requested_at: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  ready_at: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The archive is deleted then.' })
  expires_at: string | null;

  @ApiProperty({ type: Number, nullable: true })
  size_bytes: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Signed: works without a credential until `download_url_expires_at`, or until this route is asked again.',
  })
  download_url: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  download_url_expires_at: string | null;

  static of(
    { state, createdAt, readyAt, expiresAt, sizeBytes }: AccountExport,
    link?: { url: string; expiresAt: Date },
  ): ExportResponse {
    return {
      status: state === 'ready' ? 'ready' : 'preparing',
      requested_at: createdAt.toISOString(),
      ready_at: readyAt?.toISOString() ?? null,
      expires_at: state === 'ready' ? expiresAt.toISOString() : null,
      size_bytes: sizeBytes,
      download_url: link?.url ?? null,
      download_url_expires_at: link?.expiresAt.toISOString() ?? null,
    };
  }
}
