/** A placeholder in a text: `{{ NAME }}` from `start` up to `end`. */
export interface Placeholder {
  name: string;
  start: number;
  end: number;
}

/**
 * The placeholders of a text in order: two braces, a name without braces, two braces. Reads each character once,
 * whatever the text looks like.
 */
export function* placeholdersIn(text: string): Generator<Placeholder> {
  for (let start = text.indexOf('{{'); start !== -1; ) {
    // Of more than two braces, the last two may begin a placeholder.
    while (text[start + 2] === '{') start++;
    let end = start + 2;
    while (end < text.length && text[end] !== '{' && text[end] !== '}') end++;
    const name = text.startsWith('}}', end) ? text.slice(start + 2, end).trim() : '';
    if (name) yield { name, start, end: end + 2 };
    start = text.indexOf('{{', name ? end + 2 : end);
  }
}

/** The name when the whole text is one placeholder, possibly surrounded by white space. */
export function placeholderName(text: string): string | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{{') || !trimmed.endsWith('}}')) return undefined;
  const [first] = placeholdersIn(trimmed);
  return first?.start === 0 && first.end === trimmed.length ? first.name : undefined;
}
