export { alignClips } from './alignment/align-clips';
export { type Alignment, type AlignmentChoice, alignTrack } from './alignment/align-track';
export type { AlignmentCandidate, Confidence } from './alignment/candidates';
export { missesTrack, type TrackSpan } from './alignment/misses-track';
export { type Anchor, mapThrough, type TimeMap } from './alignment/time-map';
export type { VideoFacts } from './alignment/video-starts';
export {
  MOST_PRIVACY_ZONES,
  PRIVACY_RADIUS,
  type PrivacyZone,
  SHOWN_SPEED,
} from './privacy/hidden-areas';
export { privateTrack, shownSpeedLimit, type TrackPrivacy } from './privacy/private-track';
export { type ReadTrackOptions, readTrack } from './read-track';
export { type RouteOptions, type RoutePoint, routeOf } from './route';
export type { StartLine } from './summary/start-line';
export { type SummaryOptions, summariseTrack, type TrackSummary } from './summary/summarise-track';
export type { TelemetryLimits } from './telemetry-limits';
export { bufferSource, type TelemetrySource, withFileSource } from './telemetry-source';
export {
  type Channel,
  type Sample,
  type SpeedUnit,
  type TelemetryFormat,
  type Track,
  type TrackGap,
  type TrackWarning,
} from './track';
