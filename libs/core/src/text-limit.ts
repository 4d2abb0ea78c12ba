/** Maximum length of a text, in the unit in which its reader counts. */
export interface TextLimit {
  most: number;
  /** `utf16`: code units; `code_points`: characters of Unicode; `bytes`: of UTF-8. */
  unit: 'utf16' | 'code_points' | 'bytes';
}

export function lengthIn(text: string, unit: TextLimit['unit']): number {
  if (unit === 'utf16') return text.length;
  return unit === 'bytes' ? Buffer.byteLength(text) : [...text].length;
}

/**
 * The text, or its beginning and an ellipsis. Never cuts a character of Unicode in two.
 * @param longest number of characters, with the ellipsis
 */
export function truncate(text: string, longest: number): string {
  // A character has at most two code units: of a long text, this reads only the beginning.
  const characters = Array.from(text.slice(0, 2 * longest + 1));
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
}

export const isTooLong = (text: string, { most, unit }: TextLimit): boolean => lengthIn(text, unit) > most;
