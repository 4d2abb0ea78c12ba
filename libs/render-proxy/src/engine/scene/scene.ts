import type { Rect, Size, SniffedFormat } from '@app/media';
import type {
  AudioFade,
  CaptionAsset,
  HtmlAsset,
  Position,
  RichCaptionAsset,
  RichTextAsset,
  ShapeAsset,
  TextAsset,
  TitleAsset,
} from '../../edit/edit';
import type { FrameRate } from '../../edit/output-format';
import type { Cue } from './cues';
import type { ColorFilter } from './filters';
import type { Keyframes } from './keyframes';

/**
 * An edit in frames, pixels and local files, free of Shotstack's terms for time and position. Both back ends start from
 * it.
 */
export interface Scene {
  width: number;
  height: number;
  fps: FrameRate;
  /** The frames to deliver, counted from the start of the timeline. `to` is exclusive. */
  range: Span;
  /** `#rrggbb` */
  background: string;
  /** Bottom to top. */
  layers: Layer[];
  voices: Voice[];
}

/** Frames from `from` up to, not including, `to`. */
export interface Span {
  from: number;
  to: number;
}

export interface Layer extends Span {
  /** JSON path of the clip, for messages. */
  path: string;
  /** Length of the clip on the timeline; its animations run over it, even if its media ends earlier. */
  seconds: number;
  content: Content;
  /** Size in the frame before `scale`. */
  size: Size;
  /**
   * The box that is positioned, flipped and turned in place of the layer, and the layer's offset from its centre;
   * default: the layer itself.
   */
  box?: Size;
  shift?: { x: number; y: number };
  placement: Placement;
  filter?: ColorFilter;
  /** Luma mattes of the same track; each applies while it lasts. White hides, black shows. */
  mattes: Layer[];
}

export interface Placement {
  position: Position;
  /** Fraction of the frame, +y upwards. */
  offsetX: Keyframes;
  offsetY: Keyframes;
  scale: Keyframes;
  opacity: Keyframes;
  /** Degrees clockwise. */
  rotate: Keyframes;
  /** Shear factors. */
  skewX: Keyframes;
  skewY: Keyframes;
  flipX: boolean;
  flipY: boolean;
  transition: { in?: string; out?: string } | undefined;
  effect: string | undefined;
}

export type Content = VideoContent | StillContent | DrawnContent;

export interface VideoContent {
  kind: 'video';
  file: MediaFile;
  /** The visible part of the picture, in pixels of the source. */
  part: Rect;
  /** Seconds into the source at the clip's first frame. */
  trim: number;
  /** 0 = the first frame stands still. */
  speed: number;
  chromaKey?: { color: string; threshold: number; halo: number };
  hasAlpha: boolean;
  /** Whether the picture starts again when it ends (animated images). */
  loops: boolean;
}

export interface StillContent {
  kind: 'still';
  file: MediaFile;
  part: Rect;
}

/** Text, shapes and vectors: the painter draws them itself. */
export interface DrawnContent {
  kind: 'drawn';
  drawing: Drawing;
}

/** Cues are in order and do not overlap. */
export type Drawing =
  | { type: 'text'; asset: TextAsset }
  | { type: 'rich-text'; asset: RichTextAsset }
  | { type: 'title'; asset: TitleAsset }
  | { type: 'html'; asset: HtmlAsset }
  | { type: 'shape'; asset: ShapeAsset }
  | { type: 'svg'; markup: string }
  | { type: 'caption'; asset: CaptionAsset; cues: Cue[] }
  | { type: 'rich-caption'; asset: RichCaptionAsset; cues: Cue[] };

/** A source in the work folder, fetched and inspected. */
export interface MediaFile {
  path: string;
  /** Name of the only demuxer that may open it. */
  demuxer: string;
  kind: SniffedFormat['kind'];
  /** As displayed: rotated, and with square pixels. 0 without a picture. */
  width: number;
  height: number;
  /** 0 when unknown or a still. */
  seconds: number;
  hasAudio: boolean;
  /** Channels of its sound, and ffmpeg's name of their layout if the file has one. */
  channels?: number;
  channelLayout?: string;
  hasAlpha: boolean;
  /** Its pixels are not square: it is first stretched to `width` and `height`. */
  isAnamorphic?: boolean;
  /** It is interlaced: its two fields show different moments. */
  isInterlaced?: boolean;
  /** Path of the colour table that converts its wide or bright colours to BT.709. */
  colorTable?: string;
  /** ffmpeg's decoder for it, where the usual one would lose something. */
  decoder?: string;
  /** More than one picture (video, animated image). */
  moving: boolean;
  /**
   * How its picture is coded: `yuv420-bt709` needs no conversion, `untagged` does not declare its colour matrix.
   */
  coding?: 'yuv420-bt709' | 'untagged' | 'other';
}

/** One sound of the mix. Times are seconds of the timeline. */
export interface Voice {
  path: string;
  file: MediaFile;
  start: number;
  length: number;
  trim: number;
  speed: number;
  volume: Keyframes;
  fade: AudioFade;
}
