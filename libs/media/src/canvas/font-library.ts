import { GlobalFonts } from '@napi-rs/canvas';
import { bundledFamilies, fallbackNames, GENERIC_FAMILIES, registerBundled, SUBSTITUTES } from './bundled-fonts';
import { parseFontName, splitFamilies, squeezedName } from './font-name';
import { type OwnFont, readOwnFont } from './own-font';
import type { TextStyle } from './text-block';

/** What the canvas needs to draw one style. */
export interface FontFace {
  /** A CSS font-family list that can show any text. */
  stack: string;
  weight: number;
  italic: boolean;
  /** A value of `font-variation-settings`. */
  variations: string;
}

/** The family and the face that a font name refers to. */
interface FoundFamily {
  family: string;
  /** Files of the edit; empty for a bundled family. */
  own: readonly OwnFont[];
  weight?: number | undefined;
  italic?: boolean | undefined;
}

/** Bundled families and substitutes by their normalised names. */
const BUILT_IN: ReadonlyMap<string, string> = new Map(
  [...bundledFamilies().map((family) => [family, family] as const), ...Object.entries(SUBSTITUTES)].map(
    ([name, family]) => [squeezedName(name), family],
  ),
);

type FaceStyle = Pick<TextStyle, 'family' | 'weight' | 'italic'>;

/** The fonts of one render: the bundled ones and those of `timeline.fonts`, which no other render sees. */
export class FontLibrary {
  private readonly own: OwnFont[] = [];
  private readonly faces = new Map<string, FontFace>();
  private readonly keys: ReturnType<typeof GlobalFonts.registerFromPath>[] = [];
  private readonly damaged: number[] = [];

  /**
   * @param fonts files of `timeline.fonts`
   * @param sources their addresses, which supply the file names
   * @param scope keeps the names apart from those of other renders
   */
  constructor(fonts: readonly { path: string }[], sources: readonly string[], scope: string) {
    for (const [index, { path }] of fonts.entries()) {
      const alias = `${scope}-${index}`;
      const font = readOwnFont(path, sources[index] ?? '', alias);
      const key = font && GlobalFonts.registerFromPath(path, alias);
      if (!font || !key) this.damaged.push(index);
      else {
        this.own.push(font);
        this.keys.push(key);
      }
    }
  }

  /** Indexes of the files that are not readable fonts. */
  damagedFiles(): readonly number[] {
    return this.damaged;
  }

  /** The first available family of a CSS list. Fonts of the edit come first; case, spaces and quotes are ignored. */
  find(families: string): string | undefined {
    return this.resolve(families)?.family;
  }

  /** The face of a style. A weight in the family's name counts unless the style has a heavier one. */
  face({ family, weight, italic }: FaceStyle): FontFace {
    const key = `${family}|${weight}|${italic}`;
    const known = this.faces.get(key);
    if (known) return known;
    const found = this.resolve(family) ?? { family: 'Open Sans', own: [] };
    const face = this.faceOf(found, combinedWeight(weight, found.weight), italic || found.italic === true);
    this.faces.set(key, face);
    return face;
  }

  /** Families of `timeline.fonts`. */
  ownFamilies(): string[] {
    return [...new Set(this.own.map(({ family }) => family))];
  }

  /** Whether a font of the edit has a glyph for the character. */
  ownGlyph(codePoint: number): boolean {
    return this.own.some(({ hasGlyph }) => hasGlyph(codePoint));
  }

  dispose(): void {
    for (const key of this.keys) if (key) GlobalFonts.remove(key);
  }

  private faceOf({ family, own }: FoundFamily, weight: number, italic: boolean): FontFace {
    const chosen = nearestFace(own, weight, italic);
    const others = this.own.filter((font) => font !== chosen).map(({ alias }) => alias);
    const registered = chosen ? [chosen.alias] : registerBundled(family, weight, italic);
    const names = [...registered, ...fallbackNames(weight, italic)];
    const axis = chosen?.weightAxis;
    return {
      stack: [...new Set([...names, ...others])].map((name) => `"${name}"`).join(', '),
      weight,
      italic,
      variations: axis ? `"wght" ${Math.min(axis.max, Math.max(axis.min, weight))}` : 'normal',
    };
  }

  private resolve(families: string): FoundFamily | undefined {
    for (const name of splitFamilies(families)) {
      const found = this.named(name) ?? this.inParts(name);
      if (found) return found;
    }
    return undefined;
  }

  private named(name: string): FoundFamily | undefined {
    const squeezed = squeezedName(name);
    const own = this.own.filter(({ family }) => squeezedName(family) === squeezed);
    if (own[0]) return { family: own[0].family, own };
    const face = this.own.find(({ names }) => names.includes(squeezed));
    if (face) {
      const { family, weight, italic } = face;
      const siblings = this.own.filter((font) => font !== face && font.family === family);
      return {
        family,
        own: [face, ...siblings],
        italic,
        weight: face.weightAxis ? parseFontName(name).weight : weight,
      };
    }
    const family = BUILT_IN.get(squeezed) ?? GENERIC_FAMILIES[name.toLowerCase()];
    return family === undefined ? undefined : { family, own: [] };
  }

  /** `Barlow ExtraBold` as weight 800 of `Barlow`. */
  private inParts(name: string): FoundFamily | undefined {
    const { family, weight, italic } = parseFontName(name);
    const found = family === name.trim() ? undefined : this.named(family);
    return found && { ...found, weight: weight ?? found.weight, italic: italic ?? found.italic };
  }
}

/** A style that names no weight has 400. */
function combinedWeight(asked: number, named: number | undefined): number {
  if (named === undefined) return asked;
  if (asked === 400) return named;
  return asked > 400 ? Math.max(asked, named) : asked;
}

/** CSS Fonts 4, 5.2: first the slant, then the nearest weight, on the side that CSS prefers. */
function nearestFace(faces: readonly OwnFont[], weight: number, italic: boolean): OwnFont | undefined {
  const distance = (face: OwnFont) => (face.italic === italic ? 0 : 10_000) + weightDistance(face, weight);
  return faces.reduce<OwnFont | undefined>(
    (best, face) => (best && distance(best) <= distance(face) ? best : face),
    undefined,
  );
}

function weightDistance(face: OwnFont, wanted: number): number {
  const { min, max } = face.weightAxis ?? { min: face.weight, max: face.weight };
  const nearest = Math.min(max, Math.max(min, wanted));
  const away = Math.abs(nearest - wanted);
  if (wanted >= 400 && wanted <= 500) {
    if (nearest >= wanted && nearest <= 500) return away;
    return nearest < wanted ? 1_000 + away : 2_000 + away;
  }
  const isPreferred = wanted < 400 ? nearest <= wanted : nearest >= wanted;
  return isPreferred ? away : 1_000 + away;
}
