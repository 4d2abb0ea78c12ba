/** The properties of a face that its name reveals. */
export interface FontName {
  family: string;
  /** 100–950; undefined when the name contains no weight. */
  weight?: number;
  italic?: boolean;
}

const WEIGHTS: Readonly<Record<string, number>> = {
  thin: 100,
  hairline: 100,
  extralight: 200,
  ultralight: 200,
  light: 300,
  regular: 400,
  normal: 400,
  book: 400,
  roman: 400,
  medium: 500,
  semibold: 600,
  demibold: 600,
  demi: 600,
  bold: 700,
  extrabold: 800,
  ultrabold: 800,
  black: 900,
  heavy: 900,
  extrablack: 950,
  ultrablack: 950,
};
const WEIGHT =
  '(?:extra|ultra|semi|demi)[ -]?(?:light|bold|black)|thin|hairline|light|regular|normal|book|roman|medium|demi|bold|black|heavy';
const NAMED = new RegExp(`^(.+?)(?:[\\s_-]+(?:\\d{3})?(${WEIGHT}))?(?:[\\s_-]*(italic|oblique))?$`, 'i');

/** Anything longer is not a font name. */
const LONGEST_NAME = 200;

/**
 * Parses a name as edits write it: `Montserrat ExtraBold Italic` or `Montserrat-ExtraBoldItalic` is Montserrat, weight
 * 800, italic.
 */
export function parseFontName(name: string): FontName {
  if (name.length > LONGEST_NAME) return { family: name };
  const text = name.trim();
  const [, family = text, weight, slant] = NAMED.exec(text) ?? [];
  if (weight === undefined && (slant === undefined || !/[\s_-](italic|oblique)$/i.test(text))) return { family: text };
  return {
    family,
    ...(weight !== undefined && { weight: namedWeight(weight) ?? 400 }),
    ...(slant !== undefined && { italic: true }),
  };
}

/** The weight of a word such as `Semi-Bold`; undefined for another word. */
export function namedWeight(name: string): number | undefined {
  const word = squeezedName(name);
  return Object.hasOwn(WEIGHTS, word) ? WEIGHTS[word] : undefined;
}

/** The normalised name: case, spaces, hyphens and underscores are ignored. */
export const squeezedName = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '');

/** The families of a CSS list, without quotes, in order of preference. */
export const splitFamilies = (families: string): string[] =>
  families
    .split(',')
    .map((family) =>
      family
        .trim()
        .replace(/^(["'])(.*)\1$/, '$2')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter(Boolean);
