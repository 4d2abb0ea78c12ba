import { isTooLong, lengthIn, type TextLimit } from '@app/core';
import type { UploadPlatform } from '../uploads/upload.entity';

export interface PlatformTexts {
  title: TextLimit;
  caption: TextLimit;
  mostHashtags: number;
  /** Characters that the platform refuses. */
  refused: RegExp;
}

const NOTHING = /(?!)/g;
const UNLIMITED = 1_000;

/** The limits of each platform, the same as those of its publisher; `download` has the limits of our own columns. */
export const PLATFORM_TEXTS: Readonly<Record<UploadPlatform, PlatformTexts>> = {
  tiktok: {
    title: { most: 150, unit: 'utf16' },
    caption: { most: 2_200, unit: 'utf16' },
    mostHashtags: UNLIMITED,
    refused: NOTHING,
  },
  youtube: {
    title: { most: 100, unit: 'utf16' },
    caption: { most: 5_000, unit: 'bytes' },
    mostHashtags: 60,
    refused: /[<>]/g,
  },
  instagram: {
    title: { most: 100, unit: 'utf16' },
    caption: { most: 2_200, unit: 'utf16' },
    mostHashtags: 30,
    refused: NOTHING,
  },
  facebook: {
    title: { most: 255, unit: 'utf16' },
    caption: { most: 63_206, unit: 'utf16' },
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

/** The text, or as much of it as fits with an ellipsis; never splits a character. */
export function fitText(text: string, limit: TextLimit): string {
  if (!isTooLong(text, limit)) return text;
  const { most, unit } = limit;
  const room = most - lengthIn('…', unit);
  let [fitted, used] = ['', 0];
  for (const { segment } of graphemes.segment(text)) {
    used += lengthIn(segment, unit);
    if (used > room) break;
    fitted += segment;
  }
  return `${fitted.trimEnd()}…`;
}
