/**
 * SQL of a text without the differences that people neither see nor mean: upper and lower case, also of letters with two
 * small forms such as the Greek sigma, and accents that are characters of their own, as in the names of files from macOS.
 */
const folded = (text: string): string => `lower(upper(normalize(${text}, NFC)))`;

/**
 * SQL of a condition: one of the columns contains the text. Postgres folds both sides, because it knows other small
 * letters than JavaScript does.
 * @param text the parameter, such as `:text`
 */
export const containsText = (columns: readonly string[], text: string): string =>
  `(${columns.map((column) => `strpos(${folded(column)}, ${folded(text)}) > 0`).join(' or ')})`;
