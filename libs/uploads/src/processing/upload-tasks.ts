import type {
  EncoderName,
  Ffmpeg,
  HudClipFormat,
  HudSettings,
  HudTelemetry,
  PlainError,
  RenditionPlan,
  SourceVideo,
  TimeMap,
  TrackPrivacy,
  VideoFacts,
} from '@app/media';
import type { UploadPlatform } from '../uploads/upload.entity';
import type { TrackChoice, UploadTelemetry } from './upload-telemetry';

/** Reads a track that a user sent. */
export interface TelemetryTask {
  kind: 'telemetry';
  /** A telemetry file, or a video that contains its own data. */
  path: string;
  video: VideoFacts;
  choice: TrackChoice;
  /** Other clips with the same track. */
  others: VideoFacts[];
}

/** Measures an aligned track without what is private. */
export interface ShownDistanceTask {
  kind: 'shown_distance';
  /** As in `TelemetryTask`. */
  path: string;
  /** The part of the track that the video shows. */
  clip: { map: TimeMap; seconds: number };
  privacy: TrackPrivacy;
}

/** The overlay of a video. */
export interface OverlayOrder
  extends Pick<HudTelemetry, 'map' | 'utcOffsetMinutes' | 'extent' | 'startLine' | 'privacy'> {
  trackPath: string;
  /** Required when the plan draws an overlay. */
  settings?: HudSettings;
  /** The overlay alone, with transparency. */
  clips?: { formats: readonly HudClipFormat[]; settings: HudSettings };
}

/** The picture for a platform: a moment of its rendition, or the owner's picture, cropped to the rendition's shape. */
export interface CoverOrder {
  platform: UploadPlatform;
  seconds?: number;
  path?: string;
}

/** Makes the renditions of a video, with the overlay. */
export interface TranscodeTask {
  kind: 'transcode';
  path: string;
  video: SourceVideo;
  plan: RenditionPlan;
  /** Folder for the results; must exist. */
  folder: string;
  encoder: EncoderName;
  /** The worker's facts about ffmpeg, so that not every transcode checks it again. */
  ffmpeg: Ffmpeg;
  overlay?: OverlayOrder;
  covers: CoverOrder[];
}

export type UploadTask = TelemetryTask | ShownDistanceTask | TranscodeTask;

/** A file that a transcode has written. */
export interface MadeRendition {
  platforms: UploadPlatform[];
  path: string;
  bytes: number;
  width: number;
  height: number;
  fps: number;
  /** Paths of pictures that several renditions may share. */
  thumbnail: string;
  contactSheet: string;
}

/** The overlay alone. */
export interface MadeHudClip {
  path: string;
  bytes: number;
  format: HudClipFormat;
}

export interface MadeCover {
  platform: UploadPlatform;
  path: string;
}

/** A platform may be both in `made` and, because of its cover, in `failed`. */
export interface TranscodeResult {
  made: MadeRendition[];
  hudClips: MadeHudClip[];
  covers: MadeCover[];
  failed: { platforms: UploadPlatform[]; error: PlainError }[];
  /** Why a hardware encoder was replaced by x264. */
  encoderError?: PlainError;
}

export type ResultOf<Task extends UploadTask> = Task extends TelemetryTask
  ? UploadTelemetry
  : Task extends ShownDistanceTask
    ? { meters: number }
    : TranscodeResult;
