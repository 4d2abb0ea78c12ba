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

export const isTooLong = (text: string, { most, unit }: TextLimit): boolean => lengthIn(text, unit) > most;
