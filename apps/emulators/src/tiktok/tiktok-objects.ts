import type { RegisteredApp } from '../platform/platform-world';
import type { UploadedBytes } from '../platform/uploaded-bytes';

/** How long the address of an upload works. */
export const UPLOAD_MS = 3_600_000;

export interface TikTokUser {
  open_id: string;
  union_id: string;
  username: string;
  display_name: string;
  avatar_url: string;
  is_private: boolean;
  max_duration_sec: number;
  comment_disabled: boolean;
  duet_disabled: boolean;
  stitch_disabled: boolean;
  can_post: 'ok' | 'spam_risk_too_many_posts' | 'spam_risk_user_banned_from_posting';
  /** Posts of other apps in the last 24 hours. */
  other_posts: number;
  /** Drafts of other apps that wait in the inbox. */
  pending_shares: number;
}

export interface TikTokApp extends RegisteredApp {
  /** Users that an app without audit may post for in 24 hours. */
  active_user_cap: number;
  /** Beginnings of addresses that TikTok may pull videos from. */
  verified_prefixes: string[];
  access_ttl: number;
  refresh_ttl: number;
  webhook_url: string | null;
  /** Set by tests that exceed a limit on purpose, so that it is not a violation. */
  expect_rate: boolean;
}

export interface TikTokKnobs {
  /** Status of errors of the token endpoint. */
  oauth_error_status: 200 | 400;
  old_access_dies: boolean;
  /** Answer to a chunk that was stored already. */
  re_put: 416 | 206;
  /** The end of the range in an answer: the number of stored bytes, or the position of the last one. */
  range_header: 'count' | 'lastByte';
  /** Days that a publish_id stays known. */
  retention_days: number;
  /** The fate of an incomplete upload whose address has expired. */
  expired_upload: 'fails' | 'waits';
}

/** How the uploads of an account turn out. Milliseconds of the emulator's time. */
export interface TikTokBehaviour {
  process_ms: number;
  moderation_ms: number;
  /** `ok` or a `fail_reason`. */
  outcome: string;
  is_stuck: boolean;
  /** Null: the user leaves the draft in the inbox. */
  inbox_finished_after_ms: number | null;
}

export interface TikTokGrant {
  user: TikTokUser;
  scopes: string[];
  isAlive: boolean;
  refreshToken: string;
  refreshExpiresAt: number;
  rotated: Set<string>;
}

export interface PostInfo {
  privacy_level?: string;
  title?: string;
  disable_comment?: boolean;
  disable_duet?: boolean;
  disable_stitch?: boolean;
  brand_content_toggle?: boolean;
  brand_organic_toggle?: boolean;
  is_aigc?: boolean;
  video_cover_timestamp_ms?: number;
}

/** One publish_id. */
export interface Publication {
  id: string;
  user: TikTokUser;
  isInbox: boolean;
  postInfo: PostInfo;
  createdAt: number;
  createdSequence: number;
  committedAt: number | null;
  committedSequence: number;
  status: 'PROCESSING_UPLOAD' | 'PROCESSING_DOWNLOAD' | 'SEND_TO_USER_INBOX' | 'PUBLISH_COMPLETE' | 'FAILED';
  failReason: string | null;
  isPull: boolean;
  /** The plan of a file upload. */
  size: number;
  chunkSize: number;
  chunkCount: number;
  uploadToken: string;
  bytes: UploadedBytes;
  isReceiving: boolean;
  postId: string | null;
  /** Public posts show their id after moderation. */
  isModerated: boolean;
}

/** How deliveries of webhooks go wrong, all in the emulator's time. */
export interface WebhookMood {
  /** Number of times that each delivery is sent. */
  copies: number;
  delay_seconds: number;
  /** How old the signed time is. */
  age_seconds: number;
  has_bad_signature: boolean;
}
