import type { Publication } from '@app/platforms';
import {
  UPLOAD_STAGES,
  type Upload,
  type UploadApproval,
  type UploadFile,
  type UploadPlatform,
  type UploadStage,
  type UploadStatus,
  type UploadSummary,
  type UploadTarget,
} from '@app/uploads';
import type { Count, Instant, Seconds, Uuid } from '../http/field-types';
import { rounded } from '../http/rounded';
import { ApprovalResponse } from '../responses/approval.response';
import { PublicationResponse } from '../responses/publication.response';
import { TelemetryResponse } from './telemetry.response';
import { UploadErrorResponse, UploadTargetResponse } from './upload-target.response';

class UploadStageResponse {
  /** The stage; they follow each other in this order. */
  stage: UploadStage;

  /** `failed`: the upload continued without its result, or failed; `error` has the reason. */
  status: 'waiting' | 'running' | 'done' | 'skipped' | 'failed';

  /** When the stage began; null before. */
  started_at: Instant | null;

  /** When the stage ended; null before. */
  finished_at: Instant | null;

  /** Why the stage failed; null unless it did. */
  error: UploadErrorResponse | null;
}

class UploadFileResponse {
  /**
   * Name of the file, unique in the upload.
   * @example "rendition-1.mp4"
   */
  name: string;

  /** What the file is. */
  kind: UploadFile['kind'];

  /** The platforms that it is for; empty for files that accompany the video. */
  platforms: UploadPlatform[];

  /**
   * Media type.
   * @example "video/mp4"
   */
  content_type: string;

  /** Size in bytes. */
  size_bytes: Count;

  /** Width in pixels. */
  width: Count | null;

  /** Height in pixels. */
  height: Count | null;

  /** Length in seconds; null for pictures. */
  duration_seconds: Seconds | null;

  /**
   * Frames per second; null for pictures.
   * @example 30
   */
  fps: number | null;
}

class UploadVideoResponse {
  /** Length in seconds. */
  duration_seconds: Seconds;

  /** Width in pixels, as displayed. */
  width: Count;

  /** Height in pixels, as displayed. */
  height: Count;

  /**
   * Frames per second.
   * @example 59.94
   */
  fps: number;

  /**
   * Codec of the picture.
   * @example "hevc"
   */
  video_codec: string;

  /**
   * Codec of the sound; null without sound.
   * @example "aac"
   */
  audio_codec: string | null;

  /** When it was recorded, according to the file; null if the file does not say. */
  recorded_at: Instant | null;
}

export class UploadSummaryResponse {
  /** Id of the upload. */
  id: Uuid;

  /**
   * Name of the video file, as the client gave it.
   * @example "GX010042.MP4"
   */
  filename: string;

  /** Size of the video in bytes. */
  size_bytes: Count;

  /** State of the upload. */
  status: UploadStatus;

  /**
   * Share of the work that is done, from 0 to 1; never decreases, except when a retry starts again.
   * @example 0.42
   * @minimum 0
   * @maximum 1
   */
  progress: number;

  /**
   * Why the upload is waiting, such as `disk_space`; null while it is being processed.
   * @example "disk_space"
   */
  waiting_for: string | null;

  /** The platforms that the video is made for. */
  platforms: UploadPlatform[];

  /**
   * Title of the posts.
   * @example "Morning lap"
   */
  title: string;

  /** Why the upload failed; null unless it did. */
  error: UploadErrorResponse | null;

  /** When the upload was presigned. */
  created_at: Instant;

  /** When it last changed. */
  updated_at: Instant;

  /** When it ended; null before. */
  finished_at: Instant | null;

  static of(upload: UploadSummary, targets: readonly UploadTarget[]): UploadSummaryResponse {
    const { id, filename, sizeBytes, status, progress, waitingFor, title, error } = upload;
    return {
      id,
      filename,
      size_bytes: sizeBytes,
      status,
      progress: rounded(progress, 3),
      waiting_for: waitingFor,
      platforms: targets.map(({ platform }) => platform),
      title,
      error: UploadErrorResponse.of(error),
      created_at: upload.createdAt.toISOString(),
      updated_at: upload.updatedAt.toISOString(),
      finished_at: upload.finishedAt?.toISOString() ?? null,
    };
  }
}

export class UploadDetailsResponse extends UploadSummaryResponse {
  /**
   * Type of the video.
   * @example "video/mp4"
   */
  content_type: string;

  /**
   * Caption of the posts.
   * @example "Fastest lap of the year"
   */
  caption: string;

  /** Hashtags of this upload, without `#`. */
  hashtags: string[];

  /** Who may see the posts. */
  privacy: Upload['privacy'];

  /** When the whole video had arrived; null before. */
  received_at: Instant | null;

  /** How often it was retried. */
  retries: Count;

  /** The platforms, each with its own file and texts. */
  targets: UploadTargetResponse[];

  /** The posts, one for each account of `targets` of the request that announced the upload. */
  posts: PublicationResponse[];

  /** The request to approve the posts; null when none was made. */
  approval: ApprovalResponse | null;

  /** The stages of the work, in their order. */
  stages: UploadStageResponse[];

  /** Properties of the video; null until it has been verified. */
  video: UploadVideoResponse | null;

  /** The figures of the drive and how the track was aligned with the video; null without telemetry. */
  telemetry: TelemetryResponse | null;

  /** The files made from the video; `GET /api/uploads/{id}/download` returns their addresses. */
  files: UploadFileResponse[];

  static withPosts(
    upload: Upload,
    targets: readonly UploadTarget[],
    posts: readonly Publication[],
    approval: UploadApproval | undefined,
  ): UploadDetailsResponse {
    return {
      ...UploadSummaryResponse.of(upload, targets),
      content_type: upload.contentType,
      caption: upload.caption,
      hashtags: upload.hashtags,
      privacy: upload.privacy,
      received_at: upload.receivedAt?.toISOString() ?? null,
      retries: upload.retries,
      targets: targets.map((target) => UploadTargetResponse.of(target, upload)),
      posts: posts.map((post) => PublicationResponse.of(post)),
      approval: approval ? ApprovalResponse.of(approval) : null,
      stages: UPLOAD_STAGES.map((stage) => stageOf(upload, stage)),
      video: videoOf(upload),
      telemetry: TelemetryResponse.of(upload),
      files: upload.readyFiles.map(fileOf),
    };
  }
}

function stageOf({ stages }: Upload, stage: UploadStage): UploadStageResponse {
  const { status = 'waiting', startedAt = null, finishedAt = null, error = null } = stages[stage] ?? {};
  return { stage, status, started_at: startedAt, finished_at: finishedAt, error: UploadErrorResponse.of(error) };
}

function videoOf({ probe }: Upload): UploadVideoResponse | null {
  if (!probe) return null;
  const { seconds, width, height, fps, videoCodec, audioCodec, recordedAt } = probe;
  const codecs = { video_codec: videoCodec, audio_codec: audioCodec };
  const measures = { duration_seconds: rounded(seconds, 3), width, height, fps: rounded(fps, 3) };
  return { ...measures, ...codecs, recorded_at: recordedAt };
}

function fileOf({ name, kind, platforms, contentType, sizeBytes, seconds, ...rest }: UploadFile): UploadFileResponse {
  const { width, height, fps } = rest;
  const length = { duration_seconds: seconds && rounded(seconds, 3), fps: fps && rounded(fps, 3) };
  const measures = { size_bytes: sizeBytes, width, height, ...length };
  return { name, kind, platforms: [...platforms], content_type: contentType, ...measures };
}
