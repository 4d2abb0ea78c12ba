import type { Page } from '@app/core';
import type { Notice, WebhookEventType } from '@app/notifications';
import type { Count, Cursor, Instant, Uuid } from '../http/field-types';

class NoticeAccountResponse {
  /**
   * The platform.
   * @example "TikTok"
   */
  platform: string;

  /**
   * Name of the connected account.
   * @example "Ada's rides"
   */
  name: string;

  /**
   * State of the post when the notice was written: `published`, `failed`, `cancelled`, or empty.
   * @example "published"
   */
  state: string;
}

class NoticeResponse {
  /** Id of the notice: that of its event, which webhook endpoints get as `webhook-id`. */
  id: Uuid;

  /** The type of the event, as in the messages to webhook endpoints. */
  event: WebhookEventType;

  /** Id of the object of the event: the upload, post, render or connected account, otherwise the account itself. */
  object_id: Uuid;

  /**
   * What happened, in one line of plain text.
   * @example "Published on some platforms: Sunday ride"
   */
  title: string;

  /**
   * More, as plain text; null without.
   * @example "12 minutes after its time"
   */
  text: string | null;

  /** The connected accounts that it is about, with their platforms. */
  accounts: NoticeAccountResponse[];

  /**
   * Path in the dashboard that shows the object of the event.
   * @example "/uploads?id=0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10"
   */
  link: string;

  /** When it happened. */
  created_at: Instant;

  /** When somebody in the workspace read it; null while it is unread. */
  read_at: Instant | null;

  static of({ id, event, data, title, text, accounts, link, createdAt, readAt }: Notice): NoticeResponse {
    return {
      id,
      event,
      object_id: data.id,
      title: title ?? '',
      text,
      accounts,
      link: link ?? '',
      created_at: createdAt.toISOString(),
      read_at: readAt?.toISOString() ?? null,
    };
  }
}

export class NoticeListResponse {
  /** One page of notices, newest first. They are kept for 30 days. */
  notices: NoticeResponse[];

  next_cursor: Cursor | null;

  /** Number of unread notices on all pages; 1000 stands for more. */
  unread_count: Count;

  static of({ rows, nextCursor }: Page<Notice>, unreadCount: number): NoticeListResponse {
    return {
      notices: rows.map((row) => NoticeResponse.of(row)),
      next_cursor: nextCursor,
      unread_count: unreadCount,
    };
  }
}
