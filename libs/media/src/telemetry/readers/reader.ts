import type { TelemetryLimits } from '../telemetry-limits';
import type { TelemetrySource } from '../telemetry-source';
import type { RawTrack } from '../track-builder';

/** Which of two coordinates comes first where the format does not specify it. */
export type CoordinateOrder = 'latitude-first' | 'longitude-first';

export interface ReaderOptions {
  limits: TelemetryLimits;
  coordinateOrder?: CoordinateOrder;
  signal?: AbortSignal;
}

/** Reads one format that was already recognised. Throws errors of the telemetry catalogue only. */
export type TelemetryReader = (source: TelemetrySource, options: ReaderOptions) => Promise<RawTrack>;
