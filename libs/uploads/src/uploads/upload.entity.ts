import { type AppError, wholeNumber } from '@app/core';
import { FRAMINGS, type Framing, RENDITION_DESTINATIONS, type RenditionDestination } from '@app/media';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { UploadTelemetry } from '../processing/upload-telemetry';
import type { UploadOptions } from './upload-options';
import type { UploadStatus } from './upload-status';

/** The destinations of a video; `download` keeps the video's own aspect ratio, for the owner only. */
export const UPLOAD_PLATFORMS = RENDITION_DESTINATIONS;
export type UploadPlatform = RenditionDestination;

/** The stages of an upload, in order. Each is done once; a later run continues after the last finished stage. */
export const UPLOAD_STAGES = ['verify', 'telemetry', 'transcode', 'captions'] as const;
export type UploadStage = (typeof UPLOAD_STAGES)[number];

/** The fault, as the owner may read it. */
export interface UploadFault {
  code: string;
  message: string;
  /** Machine-readable details, such as a suggested offset. */
  extra?: Readonly<Record<string, unknown>>;
}

/** What the owner may read of an error. */
export const uploadFaultOf = ({ code, message, options: { extra } }: AppError): UploadFault => ({
  code,
  message,
  ...(extra && { extra }),
});

/** `skipped`: there was nothing to do; `failed`: the upload continued without its result. */
export interface UploadStageRecord {
  status: 'running' | 'done' | 'skipped' | 'failed';
  startedAt: string;
  finishedAt?: string;
  error?: UploadFault;
}

export const UPLOAD_FITS = FRAMINGS;
export type UploadFit = Framing;

/** ffprobe's findings; sizes in pixels as displayed. */
export interface UploadProbe {
  format: string;
  seconds: number;
  width: number;
  height: number;
  fps: number;
  videoCodec: string;
  audioCodec: string | null;
  /** ISO 8601; null when the container holds none. */
  recordedAt: string | null;
}

/** A file that the pipeline made. */
export interface UploadFile {
  /** Unique in the upload; the last part of its key. */
  name: string;
  kind: 'rendition' | 'thumbnail' | 'contact_sheet' | 'cover' | 'hud';
  /** The platforms that it is made for; empty for files that accompany the video. */
  platforms: readonly UploadPlatform[];
  contentType: string;
  sizeBytes: number;
  width: number | null;
  height: number | null;
  seconds: number | null;
  fps: number | null;
  /** False while it is being stored. */
  isStored: boolean;
  /** Whether a rendition shows the overlay; absent for other files, and for those that were made before it was recorded. */
  showsHud?: boolean;
}

/** A video on its way to platforms. */
@Entity('uploads')
export class Upload {
  @PrimaryColumn('uuid')
  id: string;

  /** The account whose quota it uses. */
  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('uuid', { name: 'created_by' })
  createdBy: string;

  @Column('text')
  status: UploadStatus;

  /** The client's file name: shown, never used as a path. */
  @Column('text')
  filename: string;

  @Column('bigint', { name: 'size_bytes', transformer: wholeNumber })
  sizeBytes: number;

  @Column('text', { name: 'content_type' })
  contentType: string;

  /** Name of the store that holds the files. */
  @Column('text')
  storage: string;

  @Column('text', { name: 'object_key' })
  objectKey: string;

  /** The store's id of a multipart upload; null until the first part is requested. */
  @Column('text', { name: 'multipart_id', nullable: true })
  multipartId: string | null;

  /** Bytes of each part except the last; null for an upload in one request. */
  @Column('integer', { name: 'part_size', nullable: true })
  partSize: number | null;

  /** When the last presigned URL expires: files may still arrive until then. */
  @Column('timestamptz', { name: 'urls_end_at' })
  urlsEndAt: Date;

  @Column('timestamptz', { name: 'received_at', nullable: true })
  receivedAt: Date | null;

  /** Since when every run has failed because a service or disk space is missing; null when the latest one did not. */
  @Column('timestamptz', { name: 'failing_since', nullable: true })
  failingSince: Date | null;

  /** The store's version of the video when it was received; null before. Workers read no other bytes. */
  @Column('text', { name: 'source_version', nullable: true })
  sourceVersion: string | null;

  @Column('text', { name: 'telemetry_filename', nullable: true })
  telemetryFilename: string | null;

  /** Bytes; null without a file, and while one is announced whose size only its client knows. */
  @Column('bigint', { name: 'telemetry_size', nullable: true, transformer: wholeNumber })
  telemetrySize: number | null;

  @Column('timestamptz', { name: 'telemetry_received_at', nullable: true })
  telemetryReceivedAt: Date | null;

  /** Which of its two keys the telemetry file has; see `telemetryKey`. */
  @Column('smallint', { name: 'telemetry_slot' })
  telemetrySlot: 0 | 1;

  /** Size of the file that was announced to replace the one that was received; null without one. */
  @Column('bigint', { name: 'next_telemetry_size', nullable: true, transformer: wholeNumber })
  nextTelemetrySize: number | null;

  @Column('text')
  title: string;

  @Column('text')
  caption: string;

  @Column('text', { array: true })
  hashtags: string[];

  @Column('text')
  privacy: 'public' | 'unlisted' | 'private';

  @Column('json')
  options: Partial<UploadOptions>;

  @Column('json', { nullable: true })
  probe: UploadProbe | null;

  /** The figures of the drive, and how the track was aligned with the video. */
  @Column('json', { nullable: true })
  telemetry: UploadTelemetry | null;

  @Column('json')
  files: UploadFile[];

  @Column('json')
  stages: Partial<Record<UploadStage, UploadStageRecord>>;

  /** 0 to 1. */
  @Column('real')
  progress: number;

  /** Why nothing happens at the moment, such as `disk_space`; null while the work continues. */
  @Column('text', { name: 'waiting_for', nullable: true })
  waitingFor: string | null;

  @Column('smallint')
  retries: number;

  @Column('json', { nullable: true })
  error: UploadFault | null;

  @Column('timestamptz', { name: 'cancel_requested_at', nullable: true })
  cancelRequestedAt: Date | null;

  @Column('smallint')
  attempts: number;

  /** Of its jobs; 0 comes first. */
  @Column('smallint', { name: 'queue_priority' })
  queuePriority: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;

  /** When its owner deleted it; it is then hidden from everyone. */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt: Date | null;

  /** When the deletion of its files began; from then on it cannot be retried. */
  @Column('timestamptz', { name: 'erased_at', nullable: true })
  erasedAt: Date | null;

  /**
   * Those of `files` that are stored: names are recorded before the files are stored, so that all of them can be
   * deleted.
   */
  get readyFiles(): UploadFile[] {
    return this.files.filter(({ isStored }) => isStored);
  }

  /** A retry is under way, and there are files of an earlier run. */
  get isRetryWithFiles(): boolean {
    const isUnderWay = this.status === 'queued' || this.status === 'processing';
    return isUnderWay && this.retries > 0 && this.readyFiles.some(({ kind }) => kind === 'rendition');
  }
}

/** One platform of an upload. */
@Entity('upload_targets')
export class UploadTarget {
  @PrimaryColumn('uuid', { name: 'upload_id' })
  uploadId: string;

  @PrimaryColumn('text')
  platform: UploadPlatform;

  @Column('text')
  status: 'pending' | 'ready' | 'failed';

  /** Name of the rendition that is made for it. */
  @Column('text', { nullable: true })
  file: string | null;

  @Column('json', { nullable: true })
  caption: { title: string; text: string } | null;

  @Column('json', { nullable: true })
  error: UploadFault | null;
}

/** One transition. */
export interface UploadEvent {
  id: string;
  from: UploadStatus | null;
  to: UploadStatus;
  reason: string | null;
  at: Date;
}
