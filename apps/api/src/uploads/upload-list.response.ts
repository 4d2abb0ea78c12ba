import type { Page } from '@app/core';
import type { UploadEvent, UploadStatus } from '@app/uploads';
import type { Count, Cursor, Instant, Url } from '../http/field-types';
import type { UploadSummaryResponse } from './upload.response';

export class UploadListResponse {
  /** One page of uploads, newest first. */
  uploads: UploadSummaryResponse[];

  /** Uploads that match, on all pages. */
  total: Count;

  next_cursor: Cursor | null;
}

class UploadTransition {
  /** The state before; null for the first. */
  from: UploadStatus | null;

  /** The state that it entered. */
  to: UploadStatus;

  /**
   * Why the upload ended: the code of the error, `owner`, `abandoned`, `member_removed`.
   * @example "owner"
   */
  reason: string | null;

  /** When it entered the state. */
  at: Instant;
}

export class UploadHistoryResponse {
  /** One page of the transitions of the upload, in order; the first page has the latest ones. */
  history: UploadTransition[];

  next_cursor: Cursor | null;

  static of({ rows, nextCursor }: Page<UploadEvent>): UploadHistoryResponse {
    const history = rows.map(({ from, to, reason, at }) => ({ from, to, reason, at: at.toISOString() }));
    return { history, next_cursor: nextCursor };
  }
}

export class UploadDownloadResponse {
  /** Signed address of the file. */
  url: Url;

  /** When the address expires; null: never. */
  expires_at: Instant | null;

  /**
   * Name that a browser saves the file under.
   * @example "GX010042-rendition-1.mp4"
   */
  filename: string;
}
