import type { ReviewLink } from '@app/uploads';
import type { Cursor, Instant, Url, Uuid } from '../http/field-types';

export class ReviewLinkResponse {
  /** Id of the link. */
  id: Uuid;

  /**
   * For whom it is.
   * @example "Marketing of the client"
   */
  label: string;

  /**
   * Name of the member who created it; null after they left the workspace.
   * @example "Ada Lovelace"
   */
  created_by: string | null;

  /** When it was created. */
  created_at: Instant;

  /** Until when it works. */
  expires_at: Instant;

  /** When it was withdrawn; null if it was not. */
  revoked_at: Instant | null;

  /** When it was last opened; null if it never was. */
  opened_at: Instant | null;

  /** @param maker name of the member who made it */
  static of(
    { id, label, createdAt, expiresAt, revokedAt, openedAt }: ReviewLink,
    maker: string | null,
  ): ReviewLinkResponse {
    return {
      id,
      label,
      created_by: maker,
      created_at: createdAt.toISOString(),
      expires_at: expiresAt.toISOString(),
      revoked_at: revokedAt?.toISOString() ?? null,
      opened_at: openedAt?.toISOString() ?? null,
    };
  }
}

export class IssuedReviewLinkResponse extends ReviewLinkResponse {
  /** The page of the link. Only this answer shows it: everyone who knows it can decide about the posts. */
  url: Url;
}

export class ReviewLinkListResponse {
  /** One page of links, newest first. */
  review_links: ReviewLinkResponse[];

  next_cursor: Cursor | null;
}
