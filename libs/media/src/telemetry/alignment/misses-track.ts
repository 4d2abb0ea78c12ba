import { type Alignment, type AlignmentChoice, chosenCandidate, shiftFor } from './align-track';
import { mapThrough, overlapOf } from './time-map';

/** When the first and the last point of a track were recorded, in seconds of the track. */
export interface TrackSpan {
  from: number;
  to: number;
}

/**
 * Whether a choice would leave the whole video without data; needs the candidates of the track, not the track itself.
 * @param known the candidates of an earlier alignment of the same video with the same track
 * @param choice its candidate must be one of those
 * @throws telemetryInvalidAlignment
 */
export function missesTrack(
  { candidates, span }: Pick<Alignment, 'candidates'> & { span: TrackSpan },
  videoSeconds: number,
  choice: AlignmentChoice,
): boolean {
  const chosen = choice.anchors ? undefined : chosenCandidate(candidates, choice);
  const position = choice.anchors ? mapThrough(choice.anchors) : chosen && { offset: chosen.offset, rate: 1 };
  if (!position) return true;
  const map = { ...position, offset: position.offset + shiftFor(choice, chosen) };
  return overlapOf({ time: [span.from, span.to] }, map, videoSeconds) <= 0;
}
