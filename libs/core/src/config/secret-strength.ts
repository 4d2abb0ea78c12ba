/** Texts of examples and of our own stand-ins, which everybody can read. */
const PUBLISHED = /emulator|change[-_ ]?me|placeholder|example|reelway|your[-_ ]/i;
/** A random secret of 32 hexadecimal digits has some 110 bits by this measure. */
const LEAST_BITS = 85;
const FEWEST_CHARACTERS = 10;

/** Why a secret can be guessed, as the end of a sentence that begins with its name; undefined when it looks random. */
export function secretWeakness(secret: string): string | undefined {
  if (PUBLISHED.test(secret)) return 'contains a word of published examples';
  if (new Set(secret).size < FEWEST_CHARACTERS) return 'has too few different characters';
  if (isRepeated(secret)) return 'is one text repeated';
  if (shareOfNeighbours(secret) > 0.5) return 'is a sequence of neighbouring characters';
  if (entropyBits(secret) < LEAST_BITS) return 'is too easy to guess';
  return undefined;
}

/** A text that is a shorter one repeated occurs inside of its own double before the end. */
const isRepeated = (text: string): boolean => (text + text).indexOf(text, 1) < text.length;

/** How many characters follow the one before in the character set, forwards or backwards, or repeat it. */
function shareOfNeighbours(text: string): number {
  const codes = Array.from(text, (character) => character.charCodeAt(0));
  const close = codes.filter((code, index) => index > 0 && Math.abs(code - (codes[index - 1] ?? 0)) <= 1);
  return close.length / Math.max(1, codes.length - 1);
}

/** Shannon's measure over the characters of this text. */
function entropyBits(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const perCharacter = [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
  return perCharacter * text.length;
}
