import type { Schemas } from '../api/client';
import type { UploadDetails } from './upload-queries';

type Choice = Schemas['RetryUploadDto'];
export type Alignment = NonNullable<UploadDetails['telemetry']>['alignment'];

/** Pixels of the longer side. */
const PREVIEW = 1_280;

/** The moment of a moved track that belongs to a moment of the video, in seconds, to a millisecond. */
export const trackAt = ({ offset_seconds, rate }: Alignment, videoSeconds: number, shift: number): number =>
  Math.round((offset_seconds + rate * videoSeconds + shift) * 1_000) / 1_000;

/** The track where the preview shows it. */
export function positionChoice(alignment: Alignment, videoSeconds: number, shift: number): Choice {
  // One moment is enough unless the clocks run at different speeds.
  const moments = alignment.rate === 1 ? [0] : [0, videoSeconds];
  return {
    telemetry_sync: moments.map((moment) => ({
      video_seconds: moment,
      track_seconds: trackAt(alignment, moment, shift),
    })),
  };
}

/** The candidate where its preview shows it, without an offset of the settings or of an earlier retry. */
export const candidateChoice = (id: string): Choice => ({ telemetry_candidate: id, telemetry_offset_ms: 0 });

/** Seconds by which a track that does not reach the video should be moved; undefined when nothing is suggested. */
export function suggestedShift({
  stages,
  status,
  finished_at,
}: Pick<UploadDetails, 'stages' | 'status' | 'finished_at'>) {
  const canRepeat = finished_at !== null && status !== 'cancelled';
  const seconds = stages.find(({ stage }) => stage === 'telemetry')?.error?.extra?.suggested_offset_seconds;
  return canRepeat && typeof seconds === 'number' ? seconds : undefined;
}

export const shiftChoice = (seconds: number): Choice => ({ telemetry_offset_ms: Math.round(seconds * 10) * 100 });

/** A picture in the shape of the video. */
export function previewSize({ width, height }: NonNullable<UploadDetails['video']>): { width: number; height: number } {
  const scale = PREVIEW / Math.max(width, height);
  const side = (pixels: number) => Math.max(64, Math.round(pixels * scale));
  return { width: side(width), height: side(height) };
}
