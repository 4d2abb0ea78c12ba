/** Bounds on the cost of one file. */
export interface TelemetryLimits {
  /** Size of a text or FIT file, and of the data track inside a video. */
  bytes: number;
  points: number;
  /** Characters of one line, or of one text inside XML. */
  lineLength: number;
  /** Open elements of XML, nested structures of GPMF. */
  depth: number;
}

export const DEFAULT_LIMITS: TelemetryLimits = { bytes: 64_000_000, points: 400_000, lineLength: 20_000, depth: 64 };
