/** The position of a value in a text: offsets of its first character and of the one after its last. */
export interface Place {
  start: number;
  end: number;
}

const STRING = /"(?:[^"\\]|\\.)*"/y;
const BLANK = /\s*/y;
const LITERAL = /[^\s,\]}]+/y;

/**
 * The position of every member of a JSON text by its path, such as `timeline.tracks[0].clips[2]`; the whole text has
 * the path ``. Empty for a text that is not JSON.
 */
export function jsonPlaces(text: string): Map<string, Place> {
  const places = new Map<string, Place>();
  try {
    JSON.parse(text);
    valueAt(skip(text, 0), '', { text, places });
  } catch {
    places.clear();
  }
  return places;
}

/** The position of a path, or of the nearest value around it. */
export function placeOf(path: string, places: ReadonlyMap<string, Place>): Place | undefined {
  for (let wanted = path; ; wanted = wanted.replace(/(?:^|\.)[^.[\]]*$|\[\d+\]$/, '')) {
    const found = places.get(wanted);
    if (found || wanted === '') return found;
  }
}

/** The number of the line of an offset, from 1. */
export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

interface Scan {
  text: string;
  places: Map<string, Place>;
}

/** @returns the offset after the value */
function valueAt(start: number, path: string, scan: Scan): number {
  const first = scan.text[start];
  const end =
    first === '{'
      ? membersAt(start + 1, '}', path, scan)
      : first === '['
        ? membersAt(start + 1, ']', path, scan)
        : match(first === '"' ? STRING : LITERAL, scan.text, start);
  scan.places.set(path, { start, end });
  return end;
}

function membersAt(from: number, closing: string, path: string, scan: Scan): number {
  const { text } = scan;
  let at = skip(text, from);
  for (let index = 0; text[at] !== closing; index++) {
    if (at >= text.length) throw new SyntaxError('The text ends within a value.');
    let own = `${path}[${index}]`;
    if (closing === '}') {
      const afterName = match(STRING, text, at);
      const name = JSON.parse(text.slice(at, afterName)) as string;
      own = path === '' ? name : `${path}.${name}`;
      at = skip(text, skip(text, afterName) + 1);
    }
    at = skip(text, valueAt(at, own, scan));
    if (text[at] === ',') at = skip(text, at + 1);
  }
  return at + 1;
}

const skip = (text: string, at: number): number => match(BLANK, text, at);

function match(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  if (!found) throw new SyntaxError(`Unexpected text at ${at}.`);
  return at + found[0].length;
}
