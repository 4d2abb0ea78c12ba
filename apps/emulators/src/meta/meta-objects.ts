import type { RegisteredApp } from '../platform/platform-world';
import type { Post } from '../platform/post-ledger';
import type { UploadedBytes } from '../platform/uploaded-bytes';

export interface InstagramAccount {
  id: string;
  username: string;
  name: string;
  account_type: 'BUSINESS' | 'MEDIA_CREATOR';
  is_restricted: boolean;
  quota_total: number;
  /** Posts and containers of other apps in the last 24 hours. */
  other_posts: number;
  other_containers: number;
}

export interface FacebookPage {
  id: string;
  name: string;
  /** Roles of the user, who needs CREATE_CONTENT to publish. */
  tasks: string[];
  /** Owned by a business: `/me/accounts` leaves it out. */
  via_business: boolean;
  /** Page Publishing Authorization is missing. */
  ppa_required: boolean;
  ig: InstagramAccount | null;
}

export interface MetaUser {
  user_id: string;
  name: string;
  /** Milliseconds of the emulator's time. */
  last_active_at: number;
  pages: FacebookPage[];
}

export interface MetaApp extends RegisteredApp {
  /** Versions of the Graph API with the day on which each ends; null while the end is unknown. */
  versions: Record<string, string | null>;
  require_proof: boolean;
  /** Use of the limits in per cent, as the headers report it; from 100 on every call is refused. */
  buc_percent: number;
  regain_minutes: number;
  deauthorize_url: string | null;
  data_deletion_url: string | null;
}

export interface MetaKnobs {
  expired_status: 400 | 401;
  ig_data_access: 'enforce' | 'ignore';
  /** Kind of token for which a container cannot be read (100/33). */
  read_10033: 'page' | 'user' | 'none';
  /** Instagram Login: the form of the answer with its first token, and whether it accepts uploads at rupload. */
  instagram_token_shape: 'flat' | 'wrapped';
  instagram_resumable: boolean;
  /** Publishing a published container again. */
  second_publish: 'error' | 'sameId' | 'duplicate';
  offset_status: 400 | 412;
  phase_complete: 'complete' | 'completed';
  bytes_field: 'bytes_transfered' | 'bytes_transferred';
  /** A reel may be finished before its bytes are complete; it is published afterwards. */
  early_finish: 'refuse' | 'accept';
  /** Seconds until a new media has its permalink. */
  permalink_delay_s: number;
}

/** How uploads of a Page or an Instagram account turn out. Milliseconds of the emulator's time. */
export interface MetaBehaviour {
  process_ms: number;
  publish_ms: number;
  /** `ok`, a subcode, or for Facebook `error`, `upload_failed`, `expired`. */
  outcome: string;
  is_stuck: boolean;
  /** Publishing answers "media builder not found" this often. */
  flaky_builder: number;
  /** Every `video_url` fails. */
  fetch_outage: boolean;
  /** A vertical video on `/videos` becomes a draft although every call succeeded. */
  draft_trap: boolean;
}

export interface MetaGrant {
  user: MetaUser;
  pages: string[];
  scopes: string[];
  declined: string[];
  /** Subcode of error 190 once the grant has ended. */
  endedBy: number | null;
  issuedAt: number;
}

export interface MetaToken {
  value: string;
  kind: 'user' | 'page' | 'instagram';
  grant: MetaGrant;
  page: FacebookPage | null;
  isLong: boolean;
  issuedAt: number;
  /** Null: never. */
  expiresAt: number | null;
}

/** A file that arrives in pieces at rupload, or in windows at graph-video. */
export interface MetaUpload {
  id: string;
  page: FacebookPage;
  /** Null: unknown until the first request. */
  size: number | null;
  bytes: UploadedBytes;
  /** The platform fetches the file itself. */
  isPulled: boolean;
  createdAt: number;
  createdSequence: number;
  /** Called once with the last byte. */
  onComplete: () => void;
}

/** A reel or a video of a Page. */
export interface FacebookVideo {
  id: string;
  sessionId: string;
  surface: 'reel' | 'video';
  page: FacebookPage;
  upload: MetaUpload;
  status: 'uploading' | 'upload_failed' | 'upload_complete' | 'processing' | 'ready' | 'error' | 'expired';
  error: string | null;
  /** Null until the upload is finished. */
  publishStatus: 'published' | 'scheduled' | 'draft' | null;
  publishTime: number | null;
  title: string | null;
  description: string;
  committedSequence: number;
  finishedAt: number | null;
  post: Post | null;
}

/** An Instagram container: harmless until it is published. */
export interface Container {
  id: string;
  page: FacebookPage;
  account: InstagramAccount;
  mediaType: 'REELS' | 'STORIES' | 'VIDEO';
  caption: string;
  options: Record<string, unknown>;
  upload: MetaUpload;
  status: 'IN_PROGRESS' | 'FINISHED' | 'ERROR' | 'PUBLISHED';
  /** Subcode of the error. */
  error: string | null;
  createdAt: number;
  polledAt: number | null;
  mediaId: string | null;
}
