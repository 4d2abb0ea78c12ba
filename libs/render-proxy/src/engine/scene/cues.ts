/** When a word is spoken, in seconds. */
export interface WordTime {
  start: number;
  end: number;
}

/** One caption: text with line breaks, shown from `start` to `end` seconds. */
export interface Cue {
  start: number;
  end: number;
  text: string;
  /** The time of each word of the text, if the subtitles contain it. */
  words?: readonly WordTime[];
}

/** When the last caption ends, in seconds; undefined without captions. */
export const endOfCues = (cues: readonly Cue[] = []): number | undefined =>
  cues.reduce((end, cue) => Math.max(end, cue.end), 0) || undefined;

/** Maximum number of cues that show at the same time; the oldest of more are left out. */
const MOST_AT_ONCE = 8;

/** The time of each word: from the subtitles, otherwise in proportion to its letters. */
export const wordTimes = ({ start, end, text, words }: Cue): readonly WordTime[] =>
  words ?? shareTime(text.split(/\s+/).filter(Boolean), start, end);

/** Gives each word a share of the time in proportion to its letters. */
export function shareTime(words: readonly string[], start: number, end: number): WordTime[] {
  const total = words.reduce((sum, word) => sum + word.length + 1, 0);
  let letters = 0;
  const at = () => start + ((end - start) * letters) / total;
  return words.map((word) => {
    const begins = at();
    letters += word.length + 1;
    return { start: begins, end: at() };
  });
}

/** The cues, shifted and sped up like the clip they belong to. */
export function retime(cues: readonly Cue[], trim = 0, speed = 1): Cue[] {
  const rate = speed > 0 ? speed : 1;
  const moved = <Span extends WordTime>(span: Span): Span => ({
    ...span,
    start: (span.start - trim) / rate,
    end: (span.end - trim) / rate,
  });
  return cues
    .map((cue) => ({ ...moved(cue), ...(cue.words && { words: cue.words.map(moved) }) }))
    .filter(({ end }) => end > 0);
}

/**
 * Cues of which only one shows at a time: where several overlap, one that shows all of their texts, the earliest on
 * top.
 */
export function withoutOverlap(cues: readonly Cue[]): Cue[] {
  const sorted = [...cues].sort((a, b) => a.start - b.start);
  const moments = [...new Set(sorted.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const single: Cue[] = [];
  let next = 0;
  let showing: Cue[] = [];
  for (const [index, start] of moments.entries()) {
    const end = moments[index + 1];
    showing = showing.filter((cue) => cue.end > start);
    for (let cue = sorted[next]; cue && cue.start <= start; cue = sorted[++next]) showing.push(cue);
    showing = showing.slice(-MOST_AT_ONCE);
    if (end === undefined || showing.length === 0) continue;
    single.push(joined(showing, start, end));
  }
  return single;
}

/** The index of the first cue that ends after a moment, of cues as `withoutOverlap` makes them. */
export function firstEndingAfter(cues: readonly Cue[], seconds: number): number {
  let [from, to] = [0, cues.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((cues[middle]?.end ?? 0) > seconds) to = middle;
    else from = middle + 1;
  }
  return from;
}

function joined(cues: readonly Cue[], start: number, end: number): Cue {
  const [only] = cues;
  if (cues.length === 1 && only?.start === start && only.end === end) return only;
  return { start, end, text: cues.map(({ text }) => text).join('\n'), words: cues.flatMap(wordTimes) };
}
