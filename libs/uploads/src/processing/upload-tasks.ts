import type { HudSettings, PlainError, Production, RenditionPlan, SourceVideo, TimeMap, VideoFacts } from '@app/media';
import type { UploadPlatform } from '../uploads/upload.entity';
import type { TrackChoice, UploadTelemetry } from './upload-telemetry';

/** Reads a track that a user sent. */
export interface TelemetryTask {
  kind: 'telemetry';
  /** A telemetry file, or a video that contains its own data. */
  path: string;
  video: VideoFacts;
  choice: TrackChoice;
}

/** Makes the renditions of a video, with the overlay. */
export interface TranscodeTask {
  kind: 'transcode';
  path: string;
  video: SourceVideo;
  plan: RenditionPlan;
  /** Folder for the results; must exist. */
  folder: string;
  encoder: NonNullable<Production['encoder']>;
  /** Required when the plan draws an overlay. */
  hud?: { settings: HudSettings; trackPath: string; map: TimeMap };
}

export type UploadTask = TelemetryTask | TranscodeTask;

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

export interface TranscodeResult {
  made: MadeRendition[];
  failed: { platforms: UploadPlatform[]; error: PlainError }[];
}

export type ResultOf<Task extends UploadTask> = Task extends TelemetryTask ? UploadTelemetry : TranscodeResult;
