import type { UploadPlatform } from '../uploads/upload.entity';

/** Maximum length of a text, in the unit in which the platform counts. */
export interface TextLimit {
  most: number;
  /** `utf16`: code units; `code_points`: characters of Unicode; `bytes`: of UTF-8. */
  unit: 'utf16' | 'code_points' | 'bytes';
}

export interface PlatformTexts {
  title: TextLimit;
  caption: TextLimit;
  mostHashtags: number;
  /** Characters that the platform refuses. */
  refused: RegExp;
}

const NOTHING = /(?!)/g;
const UNLIMITED = 1_000;

/** The limits of each platform; `download` has the limits of our own columns. */
export const PLATFORM_TEXTS: Readonly<Record<UploadPlatform, PlatformTexts>> = {
  tiktok: {
    title: { most: 150, unit: 'utf16' },
    caption: { most: 2_200, unit: 'utf16' },
    mostHashtags: UNLIMITED,
    refused: NOTHING,
  },
  youtube: {
    title: { most: 100, unit: 'code_points' },
    caption: { most: 5_000, unit: 'bytes' },
    mostHashtags: 60,
    refused: /[<>]/g,
  },
  instagram: {
    title: { most: 100, unit: 'code_points' },
    caption: { most: 2_200, unit: 'code_points' },
    mostHashtags: 30,
    refused: NOTHING,
  },
  facebook: {
    title: { most: 255, unit: 'code_points' },
    caption: { most: 63_206, unit: 'code_points' },
    mostHashtags: UNLIMITED,
    refused: NOTHING,
  },
  download: {
    title: { most: 512, unit: 'code_points' },
    caption: { most: 10_000, unit: 'code_points' },
    mostHashtags: UNLIMITED,
    refused: NOTHING,
  },
};

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export function lengthIn(text: string, unit: TextLimit['unit']): number {
  if (unit === 'utf16') return text.length;
  return unit === 'bytes' ? Buffer.byteLength(text) : [...text].length;
}

/** The text, or as much of it as fits with an ellipsis; never splits a character. */
export function fitText(text: string, { most, unit }: TextLimit): string {
  if (lengthIn(text, unit) <= most) return text;
  const room = most - lengthIn('…', unit);
  let [fitted, used] = ['', 0];
  for (const { segment } of graphemes.segment(text)) {
    used += lengthIn(segment, unit);
    if (used > room) break;
    fitted += segment;
  }
  return `${fitted.trimEnd()}…`;
}
