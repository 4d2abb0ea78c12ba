import type { RegisteredApp } from '../platform/platform-world';
import type { Post } from '../platform/post-ledger';
import type { RequestBody } from '../platform/request-body';
import type { UploadedBytes } from '../platform/uploaded-bytes';

export interface Channel {
  id: string;
  title: string;
  custom_url: string;
  /** Playlist of all uploads. */
  uploads_playlist: string;
  long_uploads: 'allowed' | 'eligible' | 'disallowed';
  is_phone_verified: boolean;
  is_suspended: boolean;
  /** Uploads of other apps in the last 24 hours. */
  other_uploads: number;
  upload_cap: number;
}

export interface GoogleUser {
  sub: string;
  email: string;
  channels: Channel[];
}

export interface GoogleApp extends RegisteredApp {
  /** Uploads and units per day, for all users together. */
  insert_quota: number;
  unit_quota: number;
  /** Refresh tokens of an app whose consent screen is in testing live for 7 days. */
  testing_mode: boolean;
}

export interface YouTubeKnobs {
  session_needs_auth: boolean;
  gone_status: 404 | 410;
  /** Status of the answer to the last byte. */
  created_status: 201 | 200;
  /** The answer to a chunk beyond the stored bytes: an error, or the current range. */
  gap_status: 400 | 308;
  /** Adds a `Location` to status 308, which a client must not follow. */
  location_with_308: boolean;
  session_hours: number;
  /** Seconds until a new video is in the playlist of uploads. */
  playlist_delay_s: number;
}

/** How uploads of a channel turn out. Milliseconds of the emulator's time. */
export interface YouTubeBehaviour {
  process_ms: number;
  /** `ok`, `failed:<failureReason>`, `rejected:<rejectionReason>` or `terminated`. */
  outcome: string;
  /** Null: private if our app is not audited. */
  force_private: boolean | null;
  is_stuck: boolean;
}

export interface GoogleGrant {
  user: GoogleUser;
  /** Undefined: the Google account has no channel. */
  channel: Channel | undefined;
  scopes: string[];
  isAlive: boolean;
  refreshToken: string | null;
  issuedAt: number;
  usedAt: number;
}

/** The parts of a video that our app sends. */
export interface VideoResource {
  snippet?: {
    title?: string;
    description?: string;
    tags?: string[];
    categoryId?: string;
    defaultLanguage?: string;
  };
  status?: {
    privacyStatus?: string;
    publishAt?: string;
    license?: string;
    embeddable?: boolean;
    publicStatsViewable?: boolean;
    selfDeclaredMadeForKids?: boolean;
    containsSyntheticMedia?: boolean;
  };
}

export interface UploadSession {
  id: string;
  channel: Channel;
  grant: GoogleGrant;
  resource: VideoResource;
  /** From `Slug`. */
  fileName: string;
  /** Null: unknown until the first chunk. */
  total: number | null;
  bytes: UploadedBytes;
  createdAt: number;
  createdSequence: number;
  /** The body that is arriving. */
  current: RequestBody | null;
  video: Video | null;
}

export interface Video {
  id: string;
  channel: Channel;
  resource: VideoResource;
  fileName: string;
  publishedAt: number;
  privacy: string;
  publishAt: string | null;
  uploadStatus: 'uploaded' | 'processed' | 'failed' | 'rejected';
  processingStatus: 'processing' | 'succeeded' | 'failed' | 'terminated';
  reason: string | null;
  post: Post;
}
