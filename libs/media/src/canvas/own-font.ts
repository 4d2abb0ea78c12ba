import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import type { Font } from 'fontkit';
import { parseFontName, squeezedName } from './font-name';

/** A font file of an edit: one face of a family. */
export interface OwnFont {
  /** The name under which the file is registered with the canvas. */
  alias: string;
  /** The family that its faces share. */
  family: string;
  /** Normalised names of this face: full name, PostScript name, file name. */
  names: readonly string[];
  weight: number;
  italic: boolean;
  /** Weights of a variable font. */
  weightAxis?: { min: number; max: number };
  hasGlyph: (codePoint: number) => boolean;
}

const requireFrom = createRequire(__filename);

/**
 * Reads family, weight and slant from the tables of a font.
 * @param source the address of the file, which supplies its name
 * @returns undefined when the tables cannot be read
 */
export function readOwnFont(path: string, source: string, alias: string): OwnFont | undefined {
  const font = openFont(path);
  const file = fileName(source);
  if (!font) return undefined;
  const family = nameOf(font, 'preferredFamily') ?? font.familyName ?? file;
  const style = nameOf(font, 'preferredSubfamily') ?? font.subfamilyName ?? '';
  const fullName = font.fullName ?? '';
  const parsed = [`x ${style}`, fullName].map(parseFontName);
  const os2 = font['OS/2'];
  const axis = font.variationAxes.wght;
  const legacyFamily = nameOf(font, 'fontFamily') ?? family;
  return {
    alias,
    family,
    names: [...new Set([fullName, font.postscriptName ?? '', file, legacyFamily].map(squeezedName))].filter(Boolean),
    weight: parsed.find(({ weight }) => weight !== undefined && weight !== 400)?.weight ?? os2?.usWeightClass ?? 400,
    italic: Boolean(os2?.fsSelection.italic || os2?.fsSelection.oblique) || parsed.some(({ italic }) => italic),
    ...(axis && { weightAxis: { min: axis.min, max: axis.max } }),
    hasGlyph: (codePoint) => font.hasGlyphForCodePoint(codePoint),
  };
}

/** Loading fontkit takes a third of a second: renders without fonts of their own do not load it. */
function openFont(path: string): Font | undefined {
  const { create } = requireFrom('fontkit') as typeof import('fontkit');
  try {
    const opened = create(readFileSync(path));
    return 'fonts' in opened ? opened.fonts[0] : opened;
  } catch {
    return undefined;
  }
}

/** A record of the name table, in English if possible, otherwise in any language. */
function nameOf(font: Font, record: string): string | undefined {
  const { name } = font as unknown as { name?: { records?: Record<string, Record<string, string>> } };
  const texts = name?.records?.[record] ?? {};
  const text = texts.en ?? Object.values(texts)[0];
  return text?.trim() || undefined;
}

function fileName(source: string): string {
  const file = basename(source.split(/[?#]/)[0] ?? '').replace(/\.\w+$/, '');
  try {
    return decodeURIComponent(file);
  } catch {
    return file;
  }
}
