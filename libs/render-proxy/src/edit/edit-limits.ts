/** Limits on one edit, counted on the merged edit. The cost of checking and rendering grows with the numbers. */
export interface EditLimits {
  maxTracks: number;
  maxClips: number;
  /** Videos and moving mattes that show, and sounds that play, at one moment: each takes a decoder. */
  maxAtOnce: number;
  /** Seconds of output. */
  maxSeconds: number;
  /** Pixels of one frame. */
  maxPixels: number;
  /** Pixels of all frames of a GIF together. */
  maxGifPixels: number;
  /** Characters of JSON. */
  maxCharacters: number;
  /** Objects, lists and plain values. */
  maxNodes: number;
  /** Members of one object. */
  maxMembers: number;
  /** Nesting of objects and arrays. */
  maxDepth: number;
  /** Placeholders that take a value of `merge`. */
  maxPlaceholders: number;
  /** Characters of one text, one HTML document or one style sheet. */
  maxTextCharacters: number;
  /** Whether a remote renderer may generate media from prompts and texts, which it bills in addition to the length. */
  generatedMedia: boolean;
}

export const DEFAULT_EDIT_LIMITS: EditLimits = {
  maxTracks: 50,
  maxClips: 5_000,
  // As many as tracks: an edit whose clips do not overlap within a track never exceeds it.
  maxAtOnce: 50,
  maxSeconds: 3 * 3600,
  maxPixels: 4096 * 4096,
  // 77 s of 1080p or 4.5 min of SD, far more than any platform accepts as a GIF. Its lossless copies then need at most
  // 12 GB of disk.
  maxGifPixels: 4e9,
  maxCharacters: 10_000_000,
  maxNodes: 250_000,
  maxMembers: 1_000,
  maxDepth: 32,
  maxPlaceholders: 50_000,
  maxTextCharacters: 100_000,
  generatedMedia: false,
};

/**
 * Bytes of all animated pictures of an edit together, as the films without compression that the renderer makes of them:
 * 500 pictures of 1080p of which every pixel changes, and far more of drawn ones.
 */
export const MOST_UNROLLED_BYTES = 2 ** 32;
