/** @param longest number of characters, of which the last one is an ellipsis if the text is cut */
export function cut(text: string, longest: number): string {
  const characters = Array.from(text);
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
}
