import type { InputFault } from '@app/core';
import { missesTrack } from '@app/media';
import type { Upload, UploadOptions } from '@app/uploads';
import type { RetryUploadDto } from './retry-upload.dto';

/**
 * What is certainly wrong with an alignment, given an earlier reading of the track: a candidate that does not exist, or
 * a position that leaves the whole video without data.
 * @param options those that the retry would have
 * @param isAlone no other clip shares the track, so that no other clip moves the candidates
 */
export function alignmentFaults(
  { telemetry, probe }: Pick<Upload, 'telemetry' | 'probe'>,
  options: Partial<UploadOptions>,
  choice: RetryUploadDto,
  isAlone: boolean,
): InputFault[] {
  const candidates = telemetry?.alignment.candidates ?? [];
  const ids = candidates.map(({ id }) => id);
  const { telemetry_candidate: id, telemetry_offset_ms: offset } = choice;
  if (id !== undefined && !ids.includes(id)) {
    const known = ids.length > 0 ? `one of ${ids.join(', ')}` : 'left out: no track of the upload could be read yet';
    return [{ path: 'telemetry_candidate', code: 'unknown', message: `telemetry_candidate must be ${known}` }];
  }
  if (!telemetry || !probe) return [];
  const { telemetryCandidate, telemetryOffsetMs, usualOffsetMs, anchors } = options;
  // A candidate that an earlier retry chose may be unknown for the track as it is now.
  const candidate = telemetryCandidate && ids.includes(telemetryCandidate) ? telemetryCandidate : undefined;
  const { span } = telemetry;
  if (!span || !isAlone || (telemetryCandidate && !candidate)) return [];
  const chosen = {
    ...(telemetryOffsetMs !== undefined && { offset: Math.round(telemetryOffsetMs / 100) / 10 }),
    ...(usualOffsetMs !== undefined && { usualOffset: Math.round(usualOffsetMs / 100) / 10 }),
    ...(candidate && { candidate }),
    ...(anchors && { anchors }),
  };
  if (!missesTrack({ candidates, span }, probe.seconds, chosen)) return [];
  const path = offset !== undefined ? 'telemetry_offset_ms' : id ? 'telemetry_candidate' : 'telemetry_sync';
  const message = `${path} must place the video on its track, which covers ${span.from.toFixed(1)} to ${span.to.toFixed(1)} s`;
  return [{ path, code: 'no_overlap', message }];
}
