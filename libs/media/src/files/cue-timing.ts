/** When a subtitle shows, in seconds. */
export interface CueTiming {
  start: number;
  end: number;
}

/** `-->`, and what word processors and people make of it. */
const ARROW = /--? ?>|[–—] ?>|→/;
/** Hours may be left out, as may the fraction; some editors write a colon before the milliseconds. */
const TIME = /^(-?)(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9})|:(\d{3}))?$/;
const FRACTION = /[.,]\d+$|:\d+:\d+:\d{3}$/;
const LONGEST_SBV = 48;
const LONGEST_LINE = 1_000;

/** What surrounds a timing in a form of its own: the number of a cue before it, settings after it. */
const NUMBER_BEFORE = /^(?:\d{1,9}\s+)?$/;
const SETTINGS_AFTER = /^(?:\s+[\w-]{1,20}:\S+)*\s*$/;

/**
 * The lines that are timings. If one is like `00:00:01,000 --> 00:00:02,500 align:start` of SubRip, or the file is
 * WebVTT, only such lines are: others with times are texts. Otherwise `0:00:01.000,0:00:02.500` of YouTube's SBV, times
 * without a fraction and other arrows are timings where nothing else is in their line.
 */
export function cueTimings(lines: readonly string[]): (CueTiming & { index: number })[] {
  const strict = timings(lines, strictTiming);
  return strict.length > 0 || lines[0]?.startsWith('WEBVTT') ? strict : timings(lines, lenientTiming);
}

/** Whether a file without a mark holds subtitles: timings of SubRip, or others at its very beginning. */
export function beginsWithCues(text: string): boolean {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const [first = '', second = ''] = lines;
  return lines.some(strictTiming) || lenientTiming(/^\s*\d{1,9}\s*$/.test(first) ? second : first) !== undefined;
}

const timings = (lines: readonly string[], read: (line: string) => CueTiming | undefined) =>
  lines.flatMap((line, index) => {
    const found = read(line);
    return found ? [{ ...found, index }] : [];
  });

function strictTiming(line: string): CueTiming | undefined {
  const sides = timesAround(line, '-->');
  return sides?.times.every((time) => FRACTION.test(time)) ? timing(sides.times) : undefined;
}

function lenientTiming(line: string): CueTiming | undefined {
  const arrow = ARROW.exec(line.slice(0, LONGEST_LINE))?.[0];
  if (arrow === undefined) return timesOfSbv(line.trim());
  const sides = timesAround(line, arrow);
  return sides && NUMBER_BEFORE.test(sides.before) && SETTINGS_AFTER.test(sides.after)
    ? timing(sides.times)
    : undefined;
}

/** The words on either side of the arrow, and what else is in the line; WebVTT settings may follow. */
function timesAround(line: string, arrow: string) {
  const at = line.slice(0, LONGEST_LINE).indexOf(arrow);
  if (at < 0) return undefined;
  const left = joined(line.slice(0, at).trim());
  const right = joined(line.slice(at + arrow.length, LONGEST_LINE).trim());
  const start = left.split(/\s/).at(-1) ?? '';
  const [end = ''] = right.split(/\s/);
  return { times: [start, end], before: left.slice(0, left.length - start.length), after: right.slice(end.length) };
}

/** Without the blank that some editors write before the milliseconds. */
const joined = (text: string): string => text.replace(/([.,]) (\d)/g, '$1$2');

function timesOfSbv(line: string): CueTiming | undefined {
  if (line.length > LONGEST_SBV) return undefined;
  const times = line.split(',');
  return times.length === 2 && times.every((time) => time.includes('.')) ? timing(times) : undefined;
}

function timing([from, to]: readonly string[]): CueTiming | undefined {
  const start = cueSeconds(from);
  const end = cueSeconds(to);
  return start === undefined || end === undefined ? undefined : { start, end };
}

/** Seconds of `01:02:03.004`, `2:03,4`, `00:00:01` or `00:00:01:500`. */
export function cueSeconds(time = ''): number | undefined {
  const [matched, sign, hours = '0', minutes, whole, fraction, milliseconds] = TIME.exec(time) ?? [];
  if (matched === undefined) return undefined;
  const seconds =
    Number(hours) * 3_600 + Number(minutes) * 60 + Number(whole) + Number(`0.${fraction ?? milliseconds ?? 0}`);
  return sign ? -seconds : seconds;
}
