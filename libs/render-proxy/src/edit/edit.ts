/** An edit after validation and merging: Shotstack's words, every placeholder resolved, every number a number. */
export interface Edit {
  timeline: Timeline;
  output: Output;
  callback?: string;
}

export interface Timeline {
  /** `#rrggbb`, default black. */
  background?: string;
  fonts?: { src: string }[];
  /** The first track is the top layer. */
  tracks: { clips: Clip[] }[];
  soundtrack?: { src: string; effect?: AudioFade; volume?: number };
  cache?: boolean;
}

export interface Output {
  format: 'mp4' | 'webm' | 'gif' | 'jpg' | 'png' | 'bmp' | 'mp3' | 'wav';
  resolution?: Resolution;
  aspectRatio?: '16:9' | '9:16' | '1:1' | '4:5' | '4:3';
  size?: { width: number; height: number };
  fps?: number;
  scaleTo?: Resolution;
  quality?: 'verylow' | 'low' | 'medium' | 'high' | 'veryhigh';
  repeat?: boolean;
  mute?: boolean;
  range?: { start?: number; length?: number };
  poster?: { capture: number };
  thumbnail?: { capture: number; scale: number };
  destinations?: { provider: string }[];
}

export type Resolution = 'preview' | 'mobile' | 'sd' | 'hd' | '1080' | '4k';
export type AudioFade = 'none' | 'fadeIn' | 'fadeOut' | 'fadeInFadeOut';
export type Position =
  | 'top'
  | 'topRight'
  | 'right'
  | 'bottomRight'
  | 'bottom'
  | 'bottomLeft'
  | 'left'
  | 'topLeft'
  | 'center';
export type Fit = 'crop' | 'cover' | 'contain' | 'none';

export interface Tween {
  from?: number;
  to?: number;
  start?: number;
  length?: number;
  interpolation?: 'linear' | 'bezier' | 'constant';
  easing?: string;
}

/** A constant, or values over the clip's own time. */
export type Animated = number | Tween[];

export interface Clip {
  asset: Asset;
  start: number | string;
  length: number | string;
  alias?: string;
  fit?: Fit;
  scale?: Animated;
  width?: number;
  height?: number;
  position?: Position;
  offset?: { x?: Animated; y?: Animated };
  transition?: { in?: string; out?: string };
  effect?: string;
  filter?: string;
  opacity?: Animated;
  transform?: {
    rotate?: { angle?: Animated };
    skew?: { x?: Animated; y?: Animated };
    flip?: { horizontal?: boolean; vertical?: boolean };
  };
}

export interface Crop {
  top?: number;
  bottom?: number;
  left?: number;
  right?: number;
}

export type VideoAsset = {
  type: 'video';
  src: string;
  trim?: number;
  volume?: Animated;
  volumeEffect?: AudioFade;
  speed?: number;
  crop?: Crop;
  chromaKey?: { color: string; threshold?: number; halo?: number };
};
export type ImageAsset = { type: 'image'; src: string; crop?: Crop };
export type AudioAsset = {
  type: 'audio';
  src: string;
  trim?: number;
  volume?: Animated;
  speed?: number;
  effect?: AudioFade;
};
export type LumaAsset = { type: 'luma'; src: string; trim?: number };
export type SvgAsset = { type: 'svg'; src: string };
export type TitleAsset = {
  type: 'title';
  text: string;
  style?: string;
  color?: string;
  size?: string;
  background?: string;
  position?: Position;
  offset?: { x?: number; y?: number };
};
export type HtmlAsset = {
  type: 'html';
  html: string;
  css?: string;
  width?: number;
  height?: number;
  background?: string;
  position?: Position;
};
export type ShapeAsset = {
  type: 'shape';
  shape: 'rectangle' | 'circle' | 'line';
  width?: number;
  height?: number;
  fill?: { color?: string; opacity?: number };
  stroke?: { color?: string; width?: number };
  rectangle?: { width: number; height: number; cornerRadius?: number };
  circle?: { radius: number };
  line?: { length: number; thickness: number };
};
export type Stroke = { width?: number; color?: string; opacity?: number };
export type Shadow = { offsetX?: number; offsetY?: number; blur?: number; color?: string; opacity?: number };
export type Gradient = { type?: 'linear' | 'radial'; angle?: number; stops: { offset: number; color: string }[] };
export type Background = { color?: string; opacity?: number; padding?: number; borderRadius?: number; wrap?: boolean };
export type Padding = number | { top?: number; right?: number; bottom?: number; left?: number };
export type TextAnimation = {
  preset: string;
  duration?: number;
  style?: 'character' | 'word';
  direction?: 'left' | 'right' | 'up' | 'down';
};

export type TextAsset = {
  type: 'text';
  text: string;
  width?: number;
  height?: number;
  font?: { family?: string; color?: string; opacity?: number; size?: number; weight?: number; lineHeight?: number };
  background?: Background;
  alignment?: { horizontal?: 'left' | 'center' | 'right'; vertical?: 'top' | 'center' | 'bottom' };
  stroke?: Stroke;
  animation?: TextAnimation;
  ellipsis?: string;
};

/** What rich-text and rich-caption share. */
export interface RichStyle {
  font?: {
    family?: string;
    size?: number;
    weight?: unknown;
    style?: string;
    color?: string;
    opacity?: number;
    background?: string;
    stroke?: Stroke;
  };
  style?: {
    letterSpacing?: number;
    wordSpacing?: number;
    lineHeight?: number;
    textTransform?: string;
    textDecoration?: string;
    gradient?: Gradient;
  };
  stroke?: Stroke;
  shadow?: Shadow;
  background?: Background;
  border?: { width?: number; color?: string; opacity?: number; radius?: number };
  padding?: Padding;
  align?: { horizontal?: 'left' | 'center' | 'right'; vertical?: 'top' | 'middle' | 'bottom' };
}
export type RichTextAsset = { type: 'rich-text'; text: string; animation?: TextAnimation } & RichStyle;
export type CaptionAsset = {
  type: 'caption';
  src: string;
  font?: {
    family?: string;
    color?: string;
    opacity?: number;
    size?: number;
    lineHeight?: number;
    stroke?: string;
    strokeWidth?: number;
  };
  background?: Background;
  margin?: { top?: number; left?: number; right?: number };
  trim?: number;
  speed?: number;
};
export type RichCaptionAsset = {
  type: 'rich-caption';
  src: string;
  active?: {
    font?: {
      color?: string;
      background?: string;
      opacity?: number;
      size?: number;
      weight?: unknown;
      family?: string;
      textDecoration?: string;
    };
    stroke?: Stroke | 'none';
    shadow?: Shadow | 'none';
  };
  animation?: { style: string; direction?: 'left' | 'right' | 'up' | 'down' };
} & RichStyle;

export type Asset =
  | VideoAsset
  | ImageAsset
  | AudioAsset
  | LumaAsset
  | SvgAsset
  | TitleAsset
  | HtmlAsset
  | ShapeAsset
  | TextAsset
  | RichTextAsset
  | CaptionAsset
  | RichCaptionAsset;
