export { bundledFamilies, SUBSTITUTES } from './canvas/bundled-fonts';
export { drawTextBlock, inkOf, shadowReach, type UnitAnimation, type UnitLook } from './canvas/draw-text';
export { FontLibrary } from './canvas/font-library';
export type { Rect, Size } from './canvas/geometry';
export { declaredPixels, mayBeTurned, measureImage } from './canvas/measure-image';
export { releasePixels } from './canvas/release-pixels';
export { renderSvg } from './canvas/render-svg';
export {
  type AreaFill,
  type Gradient,
  type Paragraph,
  type Shadow,
  type Sides,
  type TextBlock,
  type TextRun,
  type TextStyle,
} from './canvas/text-block';
export { layoutText, type TextLayout, textWidths } from './canvas/text-layout';
export { cssColor, isColor, transformText, weightOf } from './canvas/text-style';
export { withImage } from './canvas/with-image';
export { FfmpegHealthService } from './ffmpeg/ffmpeg-health.service';
export { ffmpegInstallCommand } from './ffmpeg/ffmpeg-install-command';
export { type Ffmpeg, FfmpegLocatorService, type FfmpegState, locateFfmpeg } from './ffmpeg/ffmpeg-locator.service';
export { type FfmpegOptions, type FfmpegRun, FfmpegRunner } from './ffmpeg/ffmpeg-runner';
export { inputArgs } from './ffmpeg/input-args';
export { PipeReader } from './ffmpeg/pipe-reader';
export {
  deviceArgs,
  type EncoderName,
  hardwareArgs,
  isHardware,
  uploadFilters,
  type VideoEncoder,
  X264,
} from './ffmpeg/video-encoder';
export { VideoEncodersService } from './ffmpeg/video-encoders.service';
export { writeAll } from './ffmpeg/write-all';
export { cueSeconds, cueTimings } from './files/cue-timing';
export { decodeText } from './files/decode-text';
export { inspectPicture } from './files/inspect-picture';
export { type MediaFacts, type MediaMetadata, MediaProbe } from './files/media-probe';
export { outlineMp4 } from './files/mp4-boxes';
export { isTiledOrJpegTiff, type Orientation, readOrientation } from './files/read-orientation';
export { type PictureHeader, readPictureHeader } from './files/read-picture-header';
export { readHead, type SniffedFormat, sniffFormat } from './files/sniff-format';
export { svgProblem } from './files/svg-rules';
export { readWebpAnimation, readWebpFrame, type WebpAnimation, type WebpFrame } from './files/webp-animation';
export { whyUnusable } from './files/why-unusable';
export { makeWorkFolder, sweepWorkFolders } from './files/work-folder';
export type { Hud } from './hud/compose-hud';
export {
  HUD_ELEMENTS,
  HUD_FONTS,
  HUD_POSITIONS,
  HUD_PRESETS,
  HUD_SPEED_UNITS,
  type HudElement,
  type HudSettings,
  type HudSettingsFault,
  hudSettings,
} from './hud/hud-settings';
export type { HudTelemetry } from './hud/hud-timeline';
export { HUD_UNITS, speedText } from './hud/hud-units';
export { type HudFrame, paintHudFrame } from './hud/paint-hud-frame';
export type { MediaConfig } from './media.config';
export * from './media.errors';
export { MediaModule } from './media.module';
export { MediaEnv } from './media-env';
export { availableMegabytes } from './process/available-memory';
export { type PlainError, packError, unpackError } from './process/plain-error';
export { type BoxLimits, CLOSE_TO_LIMIT, type Excess, GROUP_MEMORY, ProcessBox } from './process/process-box';
export { killGroup } from './process/process-group';
export { isInterruption } from './process/program-end';
export { ProgramPause } from './process/program-pause';
export { type ProgramOptions, type ProgramWatch, runProgram } from './process/run-program';
export { type ProgramProgress, serveProgram } from './process/serve-program';
export { SpareProgram } from './process/spare-program';
export {
  type Alignment,
  type AlignmentCandidate,
  type AlignmentChoice,
  type Anchor,
  alignClips,
  alignTrack,
  bufferSource,
  type Channel,
  type Confidence,
  MOST_PRIVACY_ZONES,
  mapThrough,
  missesTrack,
  PRIVACY_RADIUS,
  type PrivacyZone,
  privateTrack,
  type ReadTrackOptions,
  type RouteOptions,
  type RoutePoint,
  readTrack,
  routeOf,
  type Sample,
  SHOWN_SPEED,
  type SpeedUnit,
  type StartLine,
  type SummaryOptions,
  shownSpeedLimit,
  summariseTrack,
  type TelemetryFormat,
  type TelemetryLimits,
  type TelemetrySource,
  type TimeMap,
  type Track,
  type TrackGap,
  type TrackPrivacy,
  type TrackSpan,
  type TrackSummary,
  type TrackWarning,
  type VideoFacts,
  withFileSource,
} from './telemetry';
export * from './telemetry/telemetry.errors';
export { isReallyInterlaced } from './transcode/detect-interlacing';
export { downmix } from './transcode/downmix';
export { playsEverything } from './transcode/edit-lists';
export { coverMoment, extractCover } from './transcode/extract-cover';
export { fitCover, type OwnCover } from './transcode/fit-cover';
export { hudClipExcess, hudClipSeconds } from './transcode/hud-clip-limits';
export {
  FRAMINGS,
  type Framing,
  type PlannedRendition,
  planRenditions,
  type RenditionPlan,
  type RenditionTarget,
} from './transcode/plan-renditions';
export { HUD_CLIP_FORMATS, type HudClip, type HudClipFormat, produceHudClip } from './transcode/produce-hud-clip';
export {
  type ProducedRendition,
  type Production,
  type ProductionResult,
  produceRenditions,
} from './transcode/produce-renditions';
export {
  RENDITION_DESTINATIONS,
  type RenditionDestination,
  type RenditionSpecName,
  refusesEditLists,
} from './transcode/rendition-specs';
export { type SourceVideo, sourceVideoOf } from './transcode/source-video';
export { toneMapCube, wideColorOf } from './transcode/tone-map';
