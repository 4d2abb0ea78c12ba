import type { HudSettings, HudTelemetry, PlainError } from '@app/media';

/** One frame of an overlay. */
export interface PreviewTask
  extends Pick<HudTelemetry, 'map' | 'utcOffsetMinutes' | 'extent' | 'startLine' | 'privacy'> {
  /** Cache key of the track. */
  trackId: string;
  /** Content of the telemetry file; without it the track must be in the cache. */
  content?: Uint8Array;
  settings: HudSettings;
  /** Pixels. */
  width: number;
  height: number;
  /** The moment, in seconds of the video. */
  seconds: number;
  videoSeconds: number;
}

/** `unknown_track`: the thread needs the file. */
export type PreviewOutcome = { png: Uint8Array } | { unknownTrack: true } | { error: PlainError };
