const WEIGHTS: Readonly<Record<string, number>> = {
  thin: 100,
  extralight: 200,
  light: 300,
  regular: 400,
  medium: 500,
  semibold: 600,
  bold: 700,
  extrabold: 800,
  black: 900,
};
const WEIGHT_AT_END = /(?:thin|extra ?light|light|regular|medium|semi ?bold|extra ?bold|bold|black)$/i;
/** Longer names are no fonts. */
const LONGEST_NAME = 200;

/** `Montserrat ExtraBold`, as Shotstack's own examples write it, is Montserrat of weight 800. */
export function parseFontName(name: string): { family: string; weight?: number } {
  if (name.length > LONGEST_NAME) return { family: name };
  const trimmed = name.trim();
  const [weight = ''] = WEIGHT_AT_END.exec(trimmed) ?? [];
  const before = trimmed.slice(0, trimmed.length - weight.length);
  let end = before.length;
  while (/[\s-]/.test(before.charAt(end - 1))) end--;
  const isWord = weight !== '' && end > 0 && end < before.length;
  return isWord
    ? { family: before.slice(0, end), weight: WEIGHTS[weight.toLowerCase().replace(' ', '')] }
    : { family: name };
}
