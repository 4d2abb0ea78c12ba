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

const requireFrom = createRequire(__filename);
/**
 * Family → names under which its files were registered: one for each alphabet, because a family holds one file per
 * weight.
 */
const registered = new Map<string, readonly string[]>();

/** Registers a bundled family once. Returns the names under which it is registered. */
export function registerBundled(family: string): readonly string[] {
  const known = registered.get(family);
  if (known) return known;
  const faces = facesOf(family);
  for (const { path, alias } of faces) GlobalFonts.registerFromPath(path, alias);
  const names = namesOf(faces);
  registered.set(family, names);
  return names;
}

/**
 * The names of the families that supply characters which the chosen one lacks. Registers the families of letters.
 * `registerEmojiFor` registers the emoji, whose font takes a sixth of the time that a render process needs to start.
 */
export const fallbackNames = (): string[] =>
  FALLBACK_FAMILIES.flatMap((family) => (family === EMOJI ? namesOf(facesOf(EMOJI)) : registerBundled(family)));

/** Registers the emoji, unless none of the characters can be one. Call it before the text is measured. */
export function registerEmojiFor(text: string): void {
  if (MAY_BE_EMOJI.test(text)) registerBundled(EMOJI);
}

/** The files of a family and the names under which they are registered. */
function facesOf(family: string): { path: string; alias: string }[] {
  const name = BUNDLED[family] ?? FALLBACK_PACKAGES[family] ?? '@fontsource/open-sans';
  const folder = join(dirname(requireFrom.resolve(`${name}/package.json`)), 'files');
  const pattern = new RegExp(`^${name.replace('@fontsource/', '')}-(.+)-\\d00-(?:normal|italic)\\.woff2$`);
  return readdirSync(folder).flatMap((file) => {
    const [, subset] = pattern.exec(file) ?? [];
    // The emoji package has slices as well as the whole font, and only the whole font has all combined characters.
    if (subset === undefined || /^(math|symbols|\d+)$/.test(subset)) return [];
    return [{ path: join(folder, file), alias: `${family} ${subset}` }];
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
