import type { AccountExport } from '@app/auth';
import type { Count, Instant, Url } from '../http/field-types';

export class ExportResponse {
  /** `preparing`: call again after `Retry-After` seconds; an email arrives when the archive is `ready`, if your address is confirmed. */
  status: 'preparing' | 'ready';

  /** When the export was requested. */
  requested_at: Instant;

  /** When the archive was complete; null while it is being prepared. */
  ready_at: Instant | null;

  /** When the archive is deleted; null while it is being prepared. */
  expires_at: Instant | null;

  /**
   * Size of the archive in bytes; null while it is being prepared.
   * @example 18204
   */
  size_bytes: Count | null;

  /**
   * Signed address that works without a credential until `download_url_expires_at`, or until this route is called
   * again.
   */
  download_url: Url | null;

  /** When `download_url` stops working. */
  download_url_expires_at: Instant | null;

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
