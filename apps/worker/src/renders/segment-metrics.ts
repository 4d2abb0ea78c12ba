import { counter, durationHistogram, gauge } from '@app/core';

export const unfinishedSegments = gauge('render_segments', 'Segments of unfinished renders by state', ['state']);

/** `lost`: an attempt that ended with its worker or with a fault of ours, so that the segment is encoded again. */
export const segmentsCounted = counter(
  'render_segments_total',
  'Segments of long renders: encoded, reused from an earlier render, or lost by an attempt and encoded again',
  ['outcome'],
);

export const segmentPauses = counter('render_segment_pauses_total', 'Pauses of segments in which a short render ran');

export const segmentDuration = durationHistogram(
  'render_segment_duration_seconds',
  'From taking a segment to its stored object, with fetching its sources and with pauses',
  ['kind'],
  [1, 2.5, 5, 10, 20, 40, 80, 160, 600],
);
