/** Words from published examples and from our own placeholders, which anyone can read. */
const PUBLISHED = /emulator|change[-_ ]?me|placeholder|example|reelway|your[-_ ]/i;
/** By this measure a random secret of 32 hexadecimal digits has about 110 bits. */
const LEAST_BITS = 85;
/**
 * One in ten thousand random texts of 32 hexadecimal digits has fewer than ten different digits; one in a billion has
 * fewer than seven.
 */
const FEWEST_CHARACTERS = 7;
/** Hardly any random secret exceeds it: fewer than one in ten million with 32 hexadecimal digits. */
const MOST_NEIGHBOURS = 0.6;

/**
 * Why a secret can be guessed, worded to complete a sentence that begins with its name; undefined when it looks random.
 */
export function secretWeakness(secret: string): string | undefined {
  if (PUBLISHED.test(secret)) return 'contains a word from published examples';
  if (new Set(secret).size < FEWEST_CHARACTERS) return 'has too few different characters';
  if (isRepeated(secret)) return 'repeats one text';
  if (shareOfNeighbours(secret) > MOST_NEIGHBOURS) return 'is a sequence of neighbouring characters';
  if (entropyBits(secret) < LEAST_BITS) return 'is too easy to guess';
  return undefined;
}

/** A text that repeats a shorter one occurs within its own double before the end. */
const isRepeated = (text: string): boolean => (text + text).indexOf(text, 1) < text.length;

/**
 * The share of characters that equal the one before them or are next to it in the character set, in either direction.
 */
function shareOfNeighbours(text: string): number {
  const codes = Array.from(text, (character) => character.charCodeAt(0));
  const close = codes.filter((code, index) => index > 0 && Math.abs(code - (codes[index - 1] ?? 0)) <= 1);
  return close.length / Math.max(1, codes.length - 1);
}

/** Shannon entropy of the text's characters, in bits. */
function entropyBits(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const perCharacter = [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
  return perCharacter * text.length;
}
