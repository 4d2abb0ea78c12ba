import type { SegmentWork } from '@app/render-proxy';
import type { Count, Instant } from '../http/field-types';

class RenderSegmentResponse {
  /** Position in the render. */
  index: Count;

  /** What it contains: a part of the pictures, or the whole sound. */
  kind: 'video' | 'sound';

  /** Its state. */
  state: 'waiting' | 'running' | 'done';

  /**
   * Process that took it last; null if none has taken it, because an earlier render left it.
   * @example "worker-1:4711"
   */
  worker: string | null;

  /** Attempts so far. */
  attempts: Count;

  /** First frame. */
  from_frame: Count;

  /** Frame after the last one. */
  to_frame: Count;

  /** Finished frames. */
  frames_done: Count;

  /** Bytes of its object; null until it is done. */
  bytes: Count | null;

  /** When a worker took it last; null if none has. */
  started_at: Instant | null;

  /** When a worker finished it; null if none has. */
  finished_at: Instant | null;

  /**
   * Why its last attempt failed; null if none has.
   * @example "render_failed: The video has 99 frames instead of 100."
   */
  error: string | null;
}

export class RenderSegmentsResponse {
  /** The segments in their order; empty for a render that is not split, or whose segments are deleted. */
  segments: RenderSegmentResponse[];

  static of(segments: readonly SegmentWork[]): RenderSegmentsResponse {
    return {
      segments: segments.map(
        ({ position, fromFrame, toFrame, framesDone, sizeBytes, startedAt, finishedAt, ...row }) => ({
          index: position,
          kind: row.kind,
          state: row.state,
          worker: row.worker,
          attempts: row.attempts,
          from_frame: fromFrame,
          to_frame: toFrame,
          frames_done: framesDone,
          bytes: sizeBytes,
          started_at: startedAt?.toISOString() ?? null,
          finished_at: finishedAt?.toISOString() ?? null,
          error: row.error && `${row.error.code}: ${row.error.message}`,
        }),
      ),
    };
  }
}
