const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** An offset after the time or after GMT: what follows a dash elsewhere may be the year. */
const ZONE = /(?::\d{2}(?:\.\d{1,9})?\s?|GMT|UTC)([+-]\d{2}:?\d{2})\b/i;

/** For `18.04.2026` and `04/18/26`: whether day or month comes first. */
export interface DayOrder {
  monthFirst: boolean;
  assumed: boolean;
}

/** A name such as CEST at the end of a time. */
const ZONE_NAME = /(\d(?:\s?[ap]\.?m\.?)?)\s?(?!UTC|GMT|[ap]m)[A-Z]{3,4}$/i;

/**
 * The order of day and month in a date of digits that ends with its year; undefined for any other text. A year of two
 * digits may as well be a day, after a year and a month.
 */
export function dayOrder(text: string): DayOrder | undefined {
  const match = /^(\d{1,2})([./-])(\d{1,2})(?:[./-]\d{4}|[./](\d{2}))(?!\d)/.exec(text);
  if (!match) return undefined;
  const [first, second] = [Number(match[1]), Number(match[3])];
  const american = match[2] === '/' && /[ap]m/i.test(text);
  return {
    monthFirst: second > 12 || (first <= 12 && american),
    assumed: second <= 12 && (match[4] !== undefined || (first <= 12 && !american && match[2] !== '.')),
  };
}

/**
 * The date and time of a table's cell in the order of ISO 8601: of `18.04.2026 8:20 PM`, `18-Apr-26`,
 * `Sat Apr 18 08:20:00 GMT+02:00 2026` or `20260418T082000Z`. Any other text stays. Names of zones such as CEST say
 * too little: without them the time counts as one without a zone.
 */
export function inIsoOrder(text: string, order: DayOrder | undefined): string {
  const ordered = order ? yearFirst(text, order) : (fromCompact(text) ?? fromMonthName(text) ?? text);
  return ordered.replace(ZONE_NAME, '$1');
}

function yearFirst(text: string, { monthFirst }: DayOrder): string {
  const match = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2}),?(.*)$/.exec(text);
  if (!match) return text;
  const [, a, b, year = '', clock = ''] = match;
  return `${fullYear(year)}-${monthFirst ? a : b}-${monthFirst ? b : a} ${clock.trim()}`.trim();
}

function fromCompact(text: string): string | undefined {
  const match = /^((?:19|20)\d\d)(\d\d)(\d\d)T?(\d\d)(\d\d)(\d\d)(\.\d{1,9})?(Z?)$/i.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match;
  return `${year}-${month}-${day} ${hour}:${minute}:${second}${fraction}${zone}`;
}

function fromMonthName(text: string): string | undefined {
  if (text.length > 60) return undefined;
  const name = /[a-z]{3,9}/gi;
  const month = [...text.matchAll(name)].map(([word]) => MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1);
  const found = month.find((number) => number > 0);
  const clock = /\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:\s?[ap]\.?m\.?)?/i.exec(text)?.[0] ?? '';
  const rest = text.replace(clock, ' ');
  const zone = ZONE.exec(text)?.[1] ?? '';
  const [day, year] = inOrder(rest.replace(zone, ' ').match(/\d+/g) ?? []);
  if (!found || !day || !year) return undefined;
  const named = zone || /\b(?:GMT|UTC)\b|\dZ$/i.test(text) ? zone || 'Z' : '';
  return `${fullYear(year)}-${found}-${day} ${clock}${named}`.trim();
}

/** Day and year; years of two digits come last. */
function inOrder(numbers: readonly string[]): readonly string[] {
  return numbers.length === 2 && numbers[0]?.length === 4 ? numbers.toReversed() : numbers.slice(0, 2);
}

const fullYear = (year: string): string => (year.length === 2 ? `20${year}` : year);
