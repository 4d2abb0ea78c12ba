import type {
  Anchor,
  Framing,
  HudClipFormat,
  HudSettings,
  HudTelemetry,
  PrivacyZone,
  RenditionDestination,
  StartLine,
} from '@app/media';

/** The picture that a platform shows before the video plays. */
export interface UploadCover {
  platform: RenditionDestination;
  /** The frame at this second of the video. */
  seconds?: number;
  /** A picture that the owner sends to `coverKey`. */
  image?: { contentType: string; sizeBytes: number };
}

/** The owner's choices, fixed when the upload was completed so that each run gives the same result. */
export interface UploadOptions {
  /** Null: no overlay on the video. */
  hud: HudSettings | null;
  /** The upload itself requested no overlay; absent when the plan or the settings leave it out. */
  declinesHud?: true;
  /** The upload's own; absent when it has none. */
  telemetryOffsetMs?: number;
  /** That of the settings, for an upload without its own. */
  usualOffsetMs?: number;
  speedingMph: number;
  euphoriaMph: number;
  /** Id of the alignment that the owner chose. */
  telemetryCandidate?: string;
  /** One or two matching moments of video and track; they take precedence over the candidates. */
  anchors?: readonly [Anchor, Anchor?];
  /** The retry that aligned video and track anew: overlays made before it are made again. */
  trackRetry?: number;
  /** The people beside the creator who changed the posts or these options: they are authors of the posts. */
  changedBy?: readonly string[];
  /** Id of the upload whose client sent the track that several clips share. */
  trackOf?: string;
  /** Whether route and distances cover the video or the whole track. Default: `clip`. */
  extent?: HudTelemetry['extent'];
  /** Where laps begin; without it there are no laps. */
  startLine?: StartLine | 'automatic';
  /** In addition to those of the settings. */
  privacyZones?: readonly PrivacyZone[];
  /** Counts if it is lower than that of the settings. */
  maxShownSpeedKmh?: number;
  /** The overlay alone, with transparency, in these formats. */
  hudClips?: readonly HudClipFormat[];
  /** The overlay's appearance there; `hud` may be null. */
  hudClipSettings?: HudSettings;
  covers?: readonly UploadCover[];
  /** How a picture with another aspect ratio fills a vertical frame. */
  fit: Framing;
  /** Without platform renditions the video keeps its own aspect ratio on every platform. */
  reshapes: boolean;
  alwaysHashtags: readonly string[];
  blockedHashtags: readonly string[];
  maxHashtags: number;
  /** Null: the caption is the owner's text. */
  captionTemplate: string | null;
  /** Whether a caption is written where the owner wrote none. */
  autoCaptions: boolean;
  /** Unit of speeds and distances in captions. */
  speedUnit: HudSettings['speed_unit'];
}
