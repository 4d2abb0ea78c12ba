import type { Tier } from '@app/billing';
import type { UploadPlatform, UploadStatus } from '@app/uploads';
import type { Count, Instant, Url, Uuid } from '../http/field-types';

/** Headers to send unchanged. */
type RequestHeaders = Record<string, string>;

class UploadWarning {
  /**
   * `duplicate_upload`: a file with this name and size arrived in the last 30 days. `overlay_not_in_plan`: the telemetry overlay
   * will not be drawn. `renditions_not_in_plan`: every platform gets the video in its original aspect ratio.
   * `account_needs_reconnection`: the post on the account `account_id` waits until it is reconnected with every
   * permission that the message names. `steps_not_permitted`: its post is published without the steps, such as the first
   * comment, for which the account lacks the permission that the message names. `cover_not_sent`: the platform takes no picture as a cover.
   * `telemetry_size_needed`: the store needs the size of the telemetry file before it is sent; `POST
   * /api/uploads/{id}/telemetry` with it gives the address. The upload is accepted in each case.
   */
  code:
    | 'duplicate_upload'
    | 'overlay_not_in_plan'
    | 'renditions_not_in_plan'
    | 'account_needs_reconnection'
    | 'steps_not_permitted'
    | 'cover_not_sent'
    | 'telemetry_size_needed';

  /**
   * The warning in a sentence.
   * @example "A file with this name and size was uploaded at 2026-06-01T09:30:00.000Z."
   */
  message: string;

  /** The earlier upload, with `duplicate_upload`. */
  upload_id?: Uuid;

  /** The account to reconnect, with `account_needs_reconnection` and `steps_not_permitted`. */
  account_id?: Uuid;

  /** The lowest plan with the feature that is missing. */
  required_tier?: Tier;
}

class MultipartPlan {
  /** Id of the multipart upload; the same as that of the upload. */
  upload_id: Uuid;

  /**
   * Bytes of each part except the last.
   * @example 8388608
   */
  part_size: Count;

  /** Number of parts; their numbers start at 1. */
  part_count: Count;
}

class PresignedCover {
  /** The platform that gets the picture. */
  platform: UploadPlatform;

  /** Address for one PUT of the picture. */
  presigned_url: Url;

  /** Headers of that PUT. */
  headers: RequestHeaders;

  /**
   * Key of the picture in the store.
   * @example "uploads/0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10/0199c1de-7a11-7f02-8b1c-2f6f0a3b4c5d/cover-source-youtube"
   */
  r2_key: string;
}

export class PresignedUploadResponse {
  /** Id of the upload. */
  upload_id: Uuid;

  /** Address for one PUT of the whole file; null for an upload in parts. */
  presigned_url: Url | null;

  /** Headers of that PUT; browsers add `Content-Length`. */
  headers: RequestHeaders;

  /**
   * Key of the video in the store.
   * @example "uploads/0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10/0199c1de-7a11-7f02-8b1c-2f6f0a3b4c5d/source"
   */
  r2_key: string;

  /**
   * Seconds until the presigned URLs expire.
   * @example 3600
   */
  expires_in: Count;

  /** For large files on plans with resumable uploads; null: send the file in one request. */
  multipart: MultipartPlan | null;

  /** Address for the PUT of the telemetry file; null without one, and with the warning `telemetry_size_needed`. */
  telemetry_presigned_url: Url | null;

  /** Headers of that PUT. */
  telemetry_headers: RequestHeaders;

  /**
   * Key of the telemetry file in the store; null where `telemetry_presigned_url` is.
   * @example "uploads/0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10/0199c1de-7a11-7f02-8b1c-2f6f0a3b4c5d/telemetry"
   */
  telemetry_r2_key: string | null;

  /** Addresses for the covers that are your own pictures. */
  covers: PresignedCover[];

  /** What is unusual about the upload, and what the plan leaves out. Usually empty. */
  warnings: UploadWarning[];
}

class PresignedPart {
  /** Number of the part. */
  part_number: Count;

  /** Address for the PUT of the part; a part may be sent again. */
  url: Url;

  /** Headers of the PUT. */
  headers: RequestHeaders;

  /**
   * Exact size of the part in bytes.
   * @example 8388608
   */
  size: Count;
}

class FinishedPart {
  /** Number of the part. */
  part_number: Count;

  /**
   * Bytes that arrived.
   * @example 8388608
   */
  size: Count;
}

export class FinishedPartsResponse {
  /** Bytes of each part except the last. */
  part_size: Count;

  /** Number of parts. */
  part_count: Count;

  /** The parts that the store has. A client that resumes an upload does not need to send them again. */
  finished: FinishedPart[];
}

export class PresignedPartsResponse extends FinishedPartsResponse {
  /** The parts to send. */
  parts: PresignedPart[];

  /** When their addresses expire. */
  expires_at: Instant;
}

export class JoinedUploadResponse {
  /** Id of the upload. */
  upload_id: Uuid;

  /**
   * Size of the joined file in bytes.
   * @example 104857600
   */
  size_bytes: Count;
}

export class CompletedUploadResponse {
  /** Id of the upload. */
  upload_id: Uuid;

  /** State of the upload. */
  status: UploadStatus;

  /** Whether an earlier call had already completed it; this call then changed nothing. */
  already_completed: boolean;
}

export class PresignedTelemetryResponse {
  /** Address for one PUT of the telemetry file. */
  telemetry_presigned_url: Url;

  /** Headers of that PUT. */
  telemetry_headers: RequestHeaders;

  /**
   * Key of the file in the store.
   * @example "uploads/0199c1de-6f2b-7c3a-9d41-5b2f8e6a7c10/0199c1de-7a11-7f02-8b1c-2f6f0a3b4c5d/telemetry"
   */
  telemetry_r2_key: string;

  /**
   * Seconds until the presigned URL expires.
   * @example 3600
   */
  expires_in: Count;
}

export class UploadEstimateResponse {
  /** Whether this upload fits into the quota of the period. */
  sufficient: boolean;

  /** Uploads allowed in this period; null if unlimited. */
  limit: Count | null;

  /** Uploads used or reserved in this period. */
  taken: Count;

  /** When the period ends. */
  resets_at: Instant;

  /** Whether the file would be sent in parts. */
  multipart: boolean;

  /** Whether the plan and the settings include the overlay. */
  hud: boolean;

  /** Whether the plan includes a version in each platform's aspect ratio. */
  platform_renditions: boolean;

  /** Warnings about the upload. */
  warnings: UploadWarning[];
}
