/** The properties that a test sets for a file, by its digest. A property that it leaves out passes every check. */
export interface MediaProfile {
  container?: string;
  duration_ms?: number;
  width?: number;
  height?: number;
  fps?: number;
  has_edit_list?: boolean;
}

/** Whether a known value is outside the limits. */
export const isOutside = (value: number | undefined, least: number, most: number): boolean =>
  value !== undefined && (value < least || value > most);
