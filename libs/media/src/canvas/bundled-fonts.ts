import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';

/** Open fonts bundled with the product, by the family name that edits use. */
const BUNDLED: Readonly<Record<string, string>> = {
  Arapey: '@fontsource/arapey',
  'Didact Gothic': '@fontsource/didact-gothic',
  Montserrat: '@fontsource/montserrat',
  'Open Sans': '@fontsource/open-sans',
  'Permanent Marker': '@fontsource/permanent-marker',
  Roboto: '@fontsource/roboto',
  'Roboto Mono': '@fontsource/roboto-mono',
  'Sue Ellen Francisco': '@fontsource/sue-ellen-francisco',
  'Work Sans': '@fontsource/work-sans',
};
const FALLBACK_PACKAGES: Readonly<Record<string, string>> = {
  'Noto Sans Arabic': '@fontsource/noto-sans-arabic',
  'Noto Color Emoji': '@fontsource/noto-color-emoji',
};

const EMOJI = 'Noto Color Emoji';
/** Families that supply characters that the chosen one lacks, in this order. */
const FALLBACK_FAMILIES: readonly string[] = ['Open Sans', 'Noto Sans Arabic', EMOJI];
/** All characters of the emoji font except digits, `#`, `*`, © and ®, which the families before it have. */
const MAY_BE_EMOJI = /[\u200d\u203c\u2049]|[\u20e3-\u{10ffff}]/u;

/** The fonts used for generic families. */
export const GENERIC_FAMILIES: Readonly<Record<string, string>> = {
  'sans-serif': 'Open Sans',
  serif: 'Arapey',
  monospace: 'Roboto Mono',
  cursive: 'Permanent Marker',
  'system-ui': 'Open Sans',
  notoemoji: 'Noto Color Emoji',
  'noto emoji': 'Noto Color Emoji',
};

/** Built-in families of Shotstack whose licence does not let us bundle them, and their substitutes. */
export const SUBSTITUTES: Readonly<Record<string, string>> = {
  'Clear Sans': 'Open Sans',
  MovLette: 'Didact Gothic',
  'Uni Neue': 'Montserrat',
};

/** The families that an edit can name without supplying a font file. */
export const bundledFamilies = (): string[] => [...Object.keys(BUNDLED), 'Noto Color Emoji'];

/** A file of a bundled family: one alphabet in one weight and slant. */
interface BundledFace {
  path: string;
  /** The name under which it is registered: one for each alphabet. */
  alias: string;
  weight: number;
  italic: boolean;
}

const requireFrom = createRequire(__filename);
const found = new Map<string, readonly BundledFace[]>();
/** Paths of the files that are registered. */
const registered = new Set<string>();

/**
 * Registers, once, the files of a bundled family that the style needs: all of them would take half of the time in which
 * a render process paints its first text.
 * @returns the names under which the family is registered, whatever the style
 */
export function registerBundled(family: string, weight: number, italic: boolean): readonly string[] {
  const faces = facesOf(family);
  for (const { path, alias } of facesFor(faces, weight, italic)) {
    if (registered.has(path)) continue;
    GlobalFonts.registerFromPath(path, alias);
    registered.add(path);
  }
  return namesOf(faces);
}

/**
 * The faces of the style, or those among which the canvas chooses the nearest one, for which the slant counts more than
 * the weight. For weight 100 it prefers a heavier face where there is one.
 */
function facesFor(faces: readonly BundledFace[], weight: number, italic: boolean): readonly BundledFace[] {
  const slanted = faces.filter((face) => face.italic === italic);
  const candidates = slanted.length > 0 ? slanted : faces;
  const exact = candidates.filter((face) => face.weight === weight && weight > 100);
  return exact.length > 0 ? exact : candidates;
}

/**
 * The names of the families that supply characters which the chosen one lacks. Registers the families of letters.
 * `registerEmojiFor` registers the emoji, whose font takes a sixth of the time that a render process needs to start.
 */
export const fallbackNames = (weight: number, italic: boolean): string[] =>
  FALLBACK_FAMILIES.flatMap((family) =>
    family === EMOJI ? namesOf(facesOf(EMOJI)) : registerBundled(family, weight, italic),
  );

/** Registers the emoji, unless none of the characters can be one. Call it before the text is measured. */
export function registerEmojiFor(text: string): void {
  if (MAY_BE_EMOJI.test(text)) registerBundled(EMOJI, 400, false);
}

/** The files of a family, and how they are registered. */
function facesOf(family: string): readonly BundledFace[] {
  const known = found.get(family) ?? findFaces(family);
  found.set(family, known);
  return known;
}

function findFaces(family: string): BundledFace[] {
  const name = BUNDLED[family] ?? FALLBACK_PACKAGES[family] ?? '@fontsource/open-sans';
  const folder = join(dirname(requireFrom.resolve(`${name}/package.json`)), 'files');
  const pattern = new RegExp(`^${name.replace('@fontsource/', '')}-(.+)-(\\d00)-(normal|italic)\\.woff2$`);
  return readdirSync(folder).flatMap((file) => {
    const [, subset, weight, slant] = pattern.exec(file) ?? [];
    // The emoji package has slices as well as the whole font, and only the whole font has all combined characters.
    if (subset === undefined || /^(math|symbols|\d+)$/.test(subset)) return [];
    const style = { weight: Number(weight), italic: slant === 'italic' };
    return [{ path: join(folder, file), alias: `${family} ${subset}`, ...style }];
  });
}

/** Latin first: it contains the digits and the spaces, and its metrics are the family's. */
function namesOf(faces: readonly { alias: string }[]): string[] {
  const rank = (alias: string) => (alias.endsWith(' latin') ? 0 : alias.includes('latin') ? 1 : 2);
  return [...new Set(faces.map(({ alias }) => alias))].sort((a, b) => rank(a) - rank(b));
}

/** The file with the Latin letters of a bundled family, in the weight nearest to the requested one. */
export function bundledFontFile(family: string, weight: number): string {
  const name = BUNDLED[family] ?? '@fontsource/open-sans';
  const folder = join(dirname(requireFrom.resolve(`${name}/package.json`)), 'files');
  const pattern = new RegExp(`^${name.replace('@fontsource/', '')}-latin-(\\d00)-normal\\.woff$`);
  const faces = readdirSync(folder).flatMap((file) => {
    const [, own] = pattern.exec(file) ?? [];
    return own === undefined ? [] : [{ file, distance: Math.abs(Number(own) - weight) }];
  });
  const nearest = faces.reduce((best, face) => (face.distance < best.distance ? face : best));
  return join(folder, nearest.file);
}
