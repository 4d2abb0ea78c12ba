import type { InputFault } from '@app/core';
import type { VideoEncoder } from '@app/media';
import type { Edit } from '../../edit/edit';
import type { EditSource } from '../../edit/sources-of';
import type { Cue } from '../scene/cues';
import type { MediaFile } from '../scene/scene';
import type { SourceBytes } from '../sources/hashed-sources';

/** Part of a render that one worker encodes: a span of the pictures, or the whole sound. */
export interface Segment {
  /** Index in `SegmentPlan.segments`. The sound, if the video has any, is last. */
  position: number;
  kind: 'video' | 'sound';
  /** Frames counted from the start of the timeline; `toFrame` is exclusive. */
  fromFrame: number;
  toFrame: number;
  /** Expected processor time without fetching sources, by the costs in `segment-costs.ts`. */
  estimatedProcessorSeconds: number;
  /**
   * SHA-256 (hex) of everything that decides the bytes of the segment: what it shows or plays, with hashes of the
   * sources' bytes; the arguments of the encoder; the builds of ffmpeg, of a hardware encoder of its pictures and of
   * the engine. It does not depend on the account.
   */
  contentHash: string;
  /** What to fetch before it is encoded. */
  sources: EditSource[];
}

/** A source as the plan found it. */
export interface PlannedFile extends SourceBytes {
  /** Its `path` holds the hash of the source's bytes instead of a path. */
  facts: MediaFile;
}

/**
 * Everything that the parts of a render need besides the bytes of the sources. A plan is JSON: it survives
 * `JSON.parse(JSON.stringify(plan))` unchanged.
 */
export interface SegmentPlan {
  /**
   * Build of ffmpeg, as `Ffmpeg.build` states it: the hash of what `ffmpeg -version` prints. A worker with another
   * build refuses the plan.
   */
  ffmpegBuild: string;
  /** Hash of the code and dependencies of the engine. A worker with another engine refuses the plan. */
  engineBuild: string;
  /**
   * Encoder of the pictures of all segments, which are joined without encoding. A worker whose hardware differs refuses
   * them. Default: x264.
   */
  encoder?: VideoEncoder;
  edit: Edit;
  /** Media by their address in the edit. */
  files: Record<string, PlannedFile>;
  /** Captions by their address in the edit; segments do not fetch them again. */
  captions: Record<string, readonly Cue[]>;
  /** Video segments in order, without gaps; then the sound. At least one, at most 64 with pictures. */
  segments: Segment[];
  /** What to fetch before the segments are joined: the poster and the thumbnail show it. */
  captureSources: EditSource[];
  /** Frames of the result. */
  frames: number;
  /** Length of the result. */
  seconds: number;
  warnings: InputFault[];
}
