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

/** Families that supply characters that the chosen one lacks, in this order. */
export const FALLBACK_FAMILIES: readonly string[] = ['Open Sans', 'Noto Sans Arabic', 'Noto Color Emoji'];

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
  const names = registerPackage(family, BUNDLED[family] ?? FALLBACK_PACKAGES[family] ?? '@fontsource/open-sans');
  registered.set(family, names);
  return names;
}

/** Latin first: it contains the digits and the spaces, and its metrics are the family's. */
function registerPackage(family: string, name: string): string[] {
  const folder = join(dirname(requireFrom.resolve(`${name}/package.json`)), 'files');
  const prefix = name.replace('@fontsource/', '');
  const aliases = new Set<string>();
  for (const file of readdirSync(folder)) {
    const [, subset] = new RegExp(`^${prefix}-(.+)-\\d00-(?:normal|italic)\\.woff2$`).exec(file) ?? [];
    // The emoji package has slices as well as the whole font, and only the whole font has all combined characters.
    if (subset === undefined || /^(math|symbols|\d+)$/.test(subset)) continue;
    const alias = `${family} ${subset}`;
    GlobalFonts.registerFromPath(join(folder, file), alias);
    aliases.add(alias);
  }
  const rank = (alias: string) => (alias.endsWith(' latin') ? 0 : alias.includes('latin') ? 1 : 2);
  return [...aliases].sort((a, b) => rank(a) - rank(b));
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
