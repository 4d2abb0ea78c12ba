import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';
import { parseFontName } from './font-name';

/** Open fonts that come with the product, by the family name that edits use. */
const BUNDLED: Readonly<Record<string, string>> = {
  Arapey: '@fontsource/arapey',
  'Didact Gothic': '@fontsource/didact-gothic',
  Montserrat: '@fontsource/montserrat',
  'Open Sans': '@fontsource/open-sans',
  'Permanent Marker': '@fontsource/permanent-marker',
  Roboto: '@fontsource/roboto',
  'Sue Ellen Francisco': '@fontsource/sue-ellen-francisco',
  'Work Sans': '@fontsource/work-sans',
};
/** What steps in for characters that the chosen family lacks, in this order. */
const FALLBACKS = ['Open Sans', 'Noto Sans Arabic', 'Noto Color Emoji'];
const FALLBACK_PACKAGES: Readonly<Record<string, string>> = {
  'Noto Sans Arabic': '@fontsource/noto-sans-arabic',
  'Noto Color Emoji': '@fontsource/noto-color-emoji',
};
const GENERIC: Readonly<Record<string, string>> = {
  'sans-serif': 'Open Sans',
  serif: 'Arapey',
  cursive: 'Permanent Marker',
  'system-ui': 'Open Sans',
  notoemoji: 'Noto Color Emoji',
  'noto emoji': 'Noto Color Emoji',
};

const requireFrom = createRequire(__filename);
/** Family → names under which its files were registered: one for each alphabet, because a family holds one file per weight. */
const registered = new Map<string, readonly string[]>();

/** The families that an edit can name without bringing a font. */
export const bundledFamilies = (): string[] => [...Object.keys(BUNDLED), 'Noto Color Emoji'];

/** The fonts of one render: the bundled ones and those of `timeline.fonts`, which no other render sees. */
export class FontLibrary {
  private readonly own = new Map<string, string>();
  private readonly stacks = new Map<string, string>();
  private readonly keys: ReturnType<typeof GlobalFonts.registerFromPath>[] = [];

  /**
   * @param fonts files of `timeline.fonts`
   * @param sources their addresses, for the names of the files
   * @param scope keeps the names apart from those of other renders
   */
  constructor(fonts: readonly { path: string }[], sources: readonly string[], scope: string) {
    for (const [index, font] of fonts.entries()) this.addOwn(font.path, sources[index] ?? '', `${scope}-${index}`);
  }

  /** The first available family of a CSS list. Ignores case, spaces, quotes and a trailing weight name. */
  find(families: string): string | undefined {
    const wanted = families.split(',').map((family) =>
      family
        .trim()
        .replace(/^["']|["']$/g, '')
        .toLowerCase(),
    );
    const all = [...this.own.keys(), ...bundledFamilies()];
    const named = (name: string) => all.find((candidate) => squeezed(candidate) === squeezed(name)) ?? GENERIC[name];
    return wanted
      .map((name) => named(name) ?? named(parseFontName(name).family))
      .find((family) => family !== undefined);
  }

  /** A CSS font-family list that starts with the family and can show any text. */
  stack(families: string): string {
    const known = this.stacks.get(families);
    if (known !== undefined) return known;
    const family = this.find(families) ?? 'Open Sans';
    const own = this.own.get(family);
    const chosen = own === undefined ? bundled(family) : [own];
    const stack = [...new Set([...chosen, ...FALLBACKS.flatMap(bundled)])].map((name) => `"${name}"`).join(', ');
    this.stacks.set(families, stack);
    return stack;
  }

  /** Families of `timeline.fonts`. */
  ownFamilies(): string[] {
    return [...this.own.keys()];
  }

  dispose(): void {
    for (const key of this.keys) if (key) GlobalFonts.remove(key);
  }

  /** Known by the family name inside the file and by the file's name in the address. */
  private addOwn(path: string, source: string, alias: string): void {
    const before = new Set(GlobalFonts.families.map(({ family }) => family));
    const probe = GlobalFonts.registerFromPath(path);
    const names = GlobalFonts.families.map(({ family }) => family).filter((family) => !before.has(family));
    if (probe) GlobalFonts.remove(probe);
    this.keys.push(GlobalFonts.registerFromPath(path, alias));
    const file = basename(source.split(/[?#]/)[0] ?? '').replace(/\.\w+$/, '');
    for (const name of [...names, decodeURIComponent(file)]) if (name) this.own.set(name, alias);
  }
}

const squeezed = (name: string): string => name.toLowerCase().replace(/\s/g, '');

function bundled(family: string): readonly string[] {
  const known = registered.get(family);
  if (known) return known;
  const names = registerPackage(family, BUNDLED[family] ?? FALLBACK_PACKAGES[family] ?? '@fontsource/open-sans');
  registered.set(family, names);
  return names;
}

/** Latin first: it holds the digits and the spaces, and its metrics are the family's. */
function registerPackage(family: string, name: string): string[] {
  const folder = join(dirname(requireFrom.resolve(`${name}/package.json`)), 'files');
  const prefix = name.replace('@fontsource/', '');
  const aliases = new Set<string>();
  for (const file of readdirSync(folder)) {
    const [, subset] = new RegExp(`^${prefix}-(.+)-\\d00-(?:normal|italic)\\.woff2$`).exec(file) ?? [];
    // The emoji package has slices beside the whole font, which alone has all combined characters.
    if (subset === undefined || /^(math|symbols|\d+)$/.test(subset)) continue;
    const alias = `${family} ${subset}`;
    GlobalFonts.registerFromPath(join(folder, file), alias);
    aliases.add(alias);
  }
  const rank = (alias: string) => (alias.endsWith(' latin') ? 0 : alias.includes('latin') ? 1 : 2);
  return [...aliases].sort((a, b) => rank(a) - rank(b));
}
