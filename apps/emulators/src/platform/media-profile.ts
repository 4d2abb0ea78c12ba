/** The properties that a test sets for a file, by its digest. A property that it leaves out passes every check. */
export interface MediaProfile {
  container?: string;
  duration_ms?: number;
  width?: number;
  height?: number;
  fps?: number;
  has_edit_list?: boolean;
  /** The index lies before the data. */
  is_index_first?: boolean;
  /** Names of the formats of the samples, such as `avc1` and `mp4a`. */
  video_codec?: string;
  audio_codec?: string;
}

/** Whether a known value is outside the limits. */
export const isOutside = (value: number | undefined, least: number, most: number): boolean =>
  value !== undefined && (value < least || value > most);
