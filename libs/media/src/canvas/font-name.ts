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
const NAMED = /^(.+?)[\s-]+(thin|extra ?light|light|regular|medium|semi ?bold|bold|extra ?bold|black)$/i;

/** `Montserrat ExtraBold`, as Shotstack's own examples write it, is Montserrat of weight 800. */
export function parseFontName(name: string): { family: string; weight?: number } {
  const [, family = name, weight] = NAMED.exec(name.trim()) ?? [];
  return weight === undefined ? { family } : { family, weight: WEIGHTS[weight.toLowerCase().replace(' ', '')] };
}
