import type { InputFault } from '@app/core';
import type { Edit } from '../../edit/edit';
import type { Cue } from '../scene/cues';
import type { MediaFile } from '../scene/scene';

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
   * sources' bytes; the arguments of the encoder; the builds of ffmpeg and of the engine. It knows no account.
   */
  contentHash: string;
}

/** A source as the plan found it. `path` and `colorTable` are no paths: they state the hash of the source's bytes. */
export interface PlannedFile {
  /** SHA-256 of the fetched bytes, in hex. */
  sha256: string;
  bytes: number;
  facts: MediaFile;
}

/**
 * Everything that the parts of a render need besides the bytes of the sources. A plan is JSON: it survives
 * `JSON.parse(JSON.stringify(plan))` unchanged.
 */
export interface SegmentPlan {
  /** Build of ffmpeg, as `Ffmpeg.build` states it: the hash of what `ffmpeg -version` prints. A worker with another build refuses the plan. */
  ffmpegBuild: string;
  /** Hash of the code and dependencies of the engine. A worker with another engine refuses the plan. */
  engineBuild: string;
  edit: Edit;
  /** Media by their address in the edit. */
  files: Record<string, PlannedFile>;
  /** Captions by their address in the edit; segments do not fetch them again. */
  captions: Record<string, Cue[]>;
  /** Video segments in order, without gaps; then the sound. At least one, at most 64 with pictures. */
  segments: Segment[];
  /** Frames of the result. */
  frames: number;
  /** Length of the result. */
  seconds: number;
  warnings: InputFault[];
}

/**
 * What works on segments, as `process/segment-process.ts` implements it. Every function but the first two runs in a
 * render process with limits, `destination`, `workRoot`, `delivered`, `spare`, `ffmpeg`, `signal` and `onProgress` as
 * `renderInProcess` has them, and throws what that throws.
 */
export interface SegmentWork<Options, Files> {
  /**
   * Whether an edit of this length is worth more than one process: not a still, a GIF or sound alone, and at least
   * about 15 processor seconds of work. Decided from the edit alone, before any source is known.
   */
  isWorthSegments(edit: Edit, seconds: number): boolean;
  /** The sources to deliver before a segment is rendered, or, with `join`, before the segments are joined. */
  sourcesOfSegment(plan: SegmentPlan, position: number | 'join'): { src: string; path: string }[];
  /** Fetches and inspects all sources; writes no file to the destination. */
  planInProcess(edit: Edit, options: Options): Promise<SegmentPlan>;
  /**
   * Encodes one segment (or the sound) from the sources that it shows. `onProgress` receives the share of the segment.
   * @returns the path of a file in the destination, which is the same byte for byte whenever the content hash is
   * @throws also segment_build_differs when ffmpeg or the engine is not that of the plan, and render_source_refused
   * when a source has changed since the plan
   */
  renderSegmentInProcess(plan: SegmentPlan, position: number, options: Options): Promise<{ file: string }>;
  /**
   * Joins the files of all segments, in the order of the plan, without encoding; paints the poster and the thumbnail.
   * Compares the number of frames with the plan. The files stay.
   */
  joinInProcess(plan: SegmentPlan, files: readonly string[], options: Options): Promise<Files>;
}
