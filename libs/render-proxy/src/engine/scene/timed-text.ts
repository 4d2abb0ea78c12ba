import { type SaxesAttributePlain, SaxesParser, type SaxesTagPlain } from 'saxes';
import { type Cue, shareTime, type WordTime } from './cues';

/** Times of an element and all of its ancestors, in seconds. */
interface Span {
  start: number;
  end: number;
}

interface OpenElement extends Span {
  name: string;
  keepsSpace: boolean;
  /** Its children show one after the other, the next from here. */
  next?: number;
}

/** Units of time that a document declares. */
interface Clock {
  framesPerSecond: number;
  ticksPerSecond: number;
}

const DEEPEST = 50;
/** How long the last paragraph shows if it has no end. */
const LAST_SECONDS = 5;
const OUTSIDE: OpenElement = { name: '', start: 0, end: Number.POSITIVE_INFINITY, keepsSpace: false };
/** Those of HTML that captions contain, although XML does not know them. */
const ENTITIES = {
  nbsp: '\u00A0',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
};

/** Whether a text is a TTML (DFXP) document, judging by its root element. */
export const isTimedText = (text: string): boolean =>
  /<(?:\w+:)?tt[\s>]/.test(text.slice(0, 4_000)) && /^\s*</.test(text);

/**
 * Reads the cues of a TTML document: paragraphs with their times, and times of words on spans inside them.
 * @throws SyntaxError when the document is not well-formed or nested too deeply
 */
export function parseTimedText(source: string): Cue[] {
  const reader = new TimedTextReader();
  const parser = new SaxesParser();
  Object.assign(parser.ENTITIES, ENTITIES);
  parser.on('opentag', (tag) => reader.open(tag));
  parser.on('text', (text) => reader.text(text));
  parser.on('cdata', (text) => reader.text(text));
  parser.on('closetag', () => reader.close());
  parser.on('error', (error) => {
    throw new SyntaxError(error.message, { cause: error });
  });
  parser.write(source).close();
  return withEnds(reader.cues);
}

class TimedTextReader {
  readonly cues: Cue[] = [];
  private readonly elements: OpenElement[] = [];
  private clock: Clock = { framesPerSecond: 30, ticksPerSecond: 30 };
  private paragraph: Paragraph | undefined;

  open({ name: qualified, attributes }: SaxesTagPlain): void {
    if (this.elements.length >= DEEPEST) throw new SyntaxError(`nests more than ${DEEPEST} elements`);
    const name = localName(qualified);
    const own = localNames(attributes);
    if (name === 'tt') this.clock = clockOf(own);
    const around = this.elements.at(-1) ?? OUTSIDE;
    const span = spanOf(own, { ...around, start: around.next ?? around.start }, this.clock);
    if (around.next !== undefined && takesTime(name, own) && Number.isFinite(span.end)) around.next = span.end;
    const space = own.get('space');
    const keepsSpace = space === undefined ? around.keepsSpace : space === 'preserve';
    const next = own.get('timeContainer') === 'seq' ? { next: span.start } : {};
    this.elements.push({ ...span, ...next, name, keepsSpace });
    if (name === 'p') this.paragraph = { ...span, begins: own.has('begin'), pieces: [] };
    if (name === 'br') this.paragraph?.pieces.push({ ...span, text: '\n' });
  }

  text(text: string): void {
    const element = this.elements.at(-1);
    if (!element || !this.paragraph || element.name === 'metadata') return;
    const { start, end, keepsSpace } = element;
    this.paragraph.pieces.push({ start, end, text: keepsSpace ? text : text.replace(/\s+/g, ' ') });
  }

  close(): void {
    if (this.elements.pop()?.name !== 'p' || !this.paragraph) return;
    this.cues.push(...cuesOf(this.paragraph));
    this.paragraph = undefined;
  }
}

/** In a sequence, what has no end of its own takes no time: the end of the elements around it is not its own. */
const takesTime = (name: string, own: ReadonlyMap<string, string>): boolean =>
  ['div', 'p', 'span'].includes(name) && (own.has('end') || own.has('dur'));

/** A paragraph without an end shows until the next one begins. */
function withEnds(cues: readonly Cue[]): Cue[] {
  let next = Number.NaN;
  return cues
    .toReversed()
    .map((cue) => {
      const end = next > cue.start ? next : cue.start + LAST_SECONDS;
      next = cue.start;
      return Number.isFinite(cue.end) ? cue : { ...cue, end };
    })
    .toReversed();
}

type Piece = Span & { text: string };

interface Paragraph extends Span {
  /** It has a time of its own, at which it begins. */
  begins: boolean;
  pieces: Piece[];
}

/** Spans with times are words if their paragraph has times, and captions if it has none. */
function cuesOf({ start, end, begins, pieces }: Paragraph): Cue[] {
  const timed = pieces.filter((piece) => piece.text.trim() && (piece.start !== start || piece.end !== end));
  if (!Number.isFinite(end) && begins && timed.length === 0) return cueOf({ start, end }, plainText(pieces));
  if (!Number.isFinite(end))
    return timed.flatMap((piece) => (Number.isFinite(piece.end) ? cueOf(piece, plainText([piece])) : []));
  const words = timed.length > 0 ? pieces.flatMap((piece) => timesOf(piece, end)) : [];
  const text = plainText(pieces);
  // A word split over two spans has no time of its own.
  return cueOf({ start, end }, text, words.length === text.split(/\s+/).length ? words : undefined);
}

function cueOf({ start, end }: Span, text: string, words?: WordTime[]): Cue[] {
  return text && end > start ? [{ start, end, text, ...(words && { words }) }] : [];
}

const plainText = (pieces: readonly Piece[]): string =>
  pieces
    .map(({ text }) => text)
    .join('')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n');

function timesOf({ start, end, text }: Piece, until: number): WordTime[] {
  return shareTime(text.split(/\s+/).filter(Boolean), start, Math.min(end, until));
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const localNames = (attributes: Record<string, SaxesAttributePlain | string>): Map<string, string> =>
  new Map(
    Object.entries(attributes).map(([name, value]) => [
      localName(name),
      typeof value === 'string' ? value : value.value,
    ]),
  );

function clockOf(attributes: ReadonlyMap<string, string>): Clock {
  const rate = Number(attributes.get('frameRate') ?? 30) || 30;
  const [top = 1, bottom = 1] = (attributes.get('frameRateMultiplier') ?? '1 1').split(/[\s:]+/).map(Number);
  const framesPerSecond = (rate * (top || 1)) / (bottom || 1);
  return { framesPerSecond, ticksPerSecond: Number(attributes.get('tickRate')) || framesPerSecond };
}

/** `begin` and `end` count from the start of the parent element. */
function spanOf(attributes: ReadonlyMap<string, string>, around: Span, clock: Clock): Span {
  const [begin, end, duration] = ['begin', 'end', 'dur'].map((name) => seconds(attributes.get(name), clock));
  const start = around.start + (begin ?? 0);
  const ends = [
    around.end,
    ...(end === undefined ? [] : [around.start + end]),
    ...(duration === undefined ? [] : [start + duration]),
  ];
  return { start, end: Math.min(...ends) };
}

/** `hh:mm:ss.fraction`, `hh:mm:ss:frames`, `12.5s`, `100ms`, `3m`, `1h`, `75f` or `1000t`. */
function seconds(text: string | undefined, { framesPerSecond, ticksPerSecond }: Clock): number | undefined {
  const clock = /^(\d+):(\d{2}):(\d{2}(?:\.\d+)?)(?:[:;](\d+(?:\.\d+)?))?$/.exec(text?.trim().replace(',', '.') ?? '');
  if (clock) {
    const [hours = 0, minutes = 0, whole = 0, frames = 0] = clock.slice(1).map((part) => Number(part ?? 0));
    return hours * 3600 + minutes * 60 + whole + frames / framesPerSecond;
  }
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(h|ms|m|s|f|t)$/.exec(text?.trim() ?? '') ?? [];
  if (number === undefined) return undefined;
  const factors: Readonly<Record<string, number>> = {
    h: 3600,
    m: 60,
    s: 1,
    ms: 0.001,
    f: 1 / framesPerSecond,
    t: 1 / ticksPerSecond,
  };
  return Number(number) * (factors[unit] ?? 1);
}
