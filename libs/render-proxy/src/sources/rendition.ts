export const RENDITION_FORMATS = [
  'mp4',
  'webm',
  'mov',
  'avi',
  'mkv',
  'ogv',
  'wmv',
  'avif',
  'gif',
  'mp3',
  'wav',
  'jpg',
  'png',
  'webp',
  'tif',
] as const;
export type RenditionFormat = (typeof RENDITION_FORMATS)[number];

export const RENDITION_FITS = ['cover', 'contain', 'crop'] as const;
export const RENDITION_RESOLUTIONS = ['preview', 'mobile', 'sd', 'hd', 'fhd'] as const;
export const RENDITION_RATES = [12, 15, 23.976, 24, 25, 29.97, 30, 48, 50, 59.94, 60] as const;

/** The order for another version of a source. */
export interface RenditionOrder {
  /** Default: that of the source's kind: mp4, mp3 or jpg. */
  format?: RenditionFormat;
  /** Pixels; if only one of them is set, the other follows. */
  size?: { width?: number; height?: number };
  /**
   * What happens when the aspect ratio differs: `crop` cuts, `cover` stretches, `contain` adds bars. Default: crop.
   */
  fit?: (typeof RENDITION_FITS)[number];
  resolution?: (typeof RENDITION_RESOLUTIONS)[number];
  /** 1..100 */
  quality?: number;
  fps?: (typeof RENDITION_RATES)[number];
  speed?: { speed?: number; preservePitch?: boolean };
  /** Frames. */
  keyframeInterval?: number;
  fixOffset?: boolean;
  fixRotation?: boolean;
  /** File name without extension. */
  filename?: string;
}

/** One ordered version and its state. */
export interface Rendition {
  id: string;
  status: 'queued' | 'importing' | 'ready' | 'failed';
  transformation: RenditionOrder;
  objectKey?: string;
  /** Bytes in the store. */
  sizeBytes?: number;
  /** Milliseconds. */
  executionTime?: number;
  error?: string;
  width?: number;
  height?: number;
  /** Seconds. */
  duration?: number;
  fps?: number;
}

/** What these renditions use in the store. */
export const bytesOf = (renditions: readonly Rendition[]): number =>
  renditions.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
