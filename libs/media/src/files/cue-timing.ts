/** When a subtitle shows, in seconds. */
export interface CueTiming {
  start: number;
  end: number;
}

/** `-->`, and what word processors and people make of it. */
const ARROW = /--? ?>|[–—] ?>|→/;
/** Hours may be left out, as may the fraction; some editors write a colon before the milliseconds. */
const TIME = /^(-?)(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9})|:(\d{3}))?$/;
/** The longest text around an arrow that holds a time. */
const LONGEST_TIME = 24;
const LONGEST_LINE = 1_000;

/**
 * The times of a line such as `00:00:01,000 --> 00:00:02,500 align:start` in SubRip and WebVTT, or
 * `0:00:01.000,0:00:02.500` in YouTube's SBV; undefined for any other line.
 */
export function cueTiming(line: string): CueTiming | undefined {
  const arrow = ARROW.exec(line.slice(0, LONGEST_LINE));
  return arrow
    ? timesAround(line.slice(0, arrow.index), line.slice(arrow.index + arrow[0].length))
    : timesOfSbv(line.trim());
}

/** The words on either side of the arrow; WebVTT settings may follow. */
function timesAround(before: string, after: string): CueTiming | undefined {
  const start = joined(before.trimEnd().slice(-LONGEST_TIME)).split(/\s/).at(-1);
  const [end] = joined(after.trimStart().slice(0, LONGEST_TIME)).split(/\s/);
  return timing(start, end);
}

/** Without the blank that some editors write before the milliseconds. */
const joined = (text: string): string => text.replace(/([.,]) (\d)/g, '$1$2');

function timesOfSbv(line: string): CueTiming | undefined {
  if (line.length > 2 * LONGEST_TIME) return undefined;
  const times = line.split(',');
  return times.length === 2 && times.every((time) => time.includes('.')) ? timing(...times) : undefined;
}

function timing(from?: string, to?: string): CueTiming | undefined {
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
