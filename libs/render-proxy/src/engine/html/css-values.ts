import { cssColor } from '@app/media';

/** Splits at white space outside brackets and quotes. */
export const splitValue = (value: string): string[] =>
  value.match(/(?:[^\s()"']|\((?:[^()]|\([^()]*\))*\)|"[^"]*"|'[^']*')+/g) ?? [];

/** Splits at commas outside brackets. */
export const splitList = (value: string): string[] =>
  (value.match(/(?:[^,()]|\((?:[^()]|\([^()]*\))*\))+/g) ?? []).map((part) => part.trim()).filter(Boolean);

const UNITS: Readonly<Record<string, (size: number, whole: number) => number>> = {
  px: () => 1,
  em: (size) => size,
  ex: (size) => size / 2,
  ch: (size) => size / 2,
  rem: () => 16,
  pt: () => 4 / 3,
  pc: () => 16,
  in: () => 96,
  cm: () => 96 / 2.54,
  mm: () => 96 / 25.4,
  '%': (_, whole) => whole / 100,
};
const LENGTH = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(px|em|ex|ch|rem|pt|pc|in|cm|mm|%)?$/i;

const CALCULATION = /^calc\(([^()]{1,200})\)$/i;
const TERM = /^(?:([\d.]+) ?\* ?)?([^\s*/]+)(?: ?([*/]) ?([\d.]+))?$/;

/**
 * A CSS length in pixels; a number without a unit means pixels. `undefined` for anything else.
 * @param size pixels of 1em
 * @param whole pixels of 100%
 */
export function pixels(length: string | undefined, size: number, whole = size): number | undefined {
  const text = length?.trim() ?? '';
  const [, sum] = CALCULATION.exec(text) ?? [];
  if (sum !== undefined) return calculated(sum, size, whole);
  const [, number, unit = 'px'] = LENGTH.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit.toLowerCase()]?.(size, whole) ?? 1);
}

/** Lengths that are added and subtracted, each times or divided by a number. */
function calculated(sum: string, size: number, whole: number): number | undefined {
  const [first = '', ...rest] = sum.trim().split(/ ([+-]) /);
  const terms = [first, ...rest.filter((_, index) => index % 2 === 1)].map((term) => {
    const [, before, length, sign, after] = TERM.exec(term.trim()) ?? [];
    const amount = pixels(length, size, whole);
    const factor = Number(before ?? 1) * (sign === '/' ? 1 / Number(after) : Number(after ?? 1));
    return amount === undefined || !Number.isFinite(factor) ? undefined : amount * factor;
  });
  return terms.reduce(
    (total, term, index) =>
      total === undefined || term === undefined ? undefined : rest[2 * index - 2] === '-' ? total - term : total + term,
    0 as number | undefined,
  );
}

const SIZES: Readonly<Record<string, number>> = {
  'xx-small': 9,
  'x-small': 10,
  small: 13,
  medium: 16,
  large: 18,
  'x-large': 24,
  'xx-large': 32,
  'xxx-large': 48,
};

/** The value of `font-size` in pixels, relative to the parent's size. */
export function fontSize(value: string, around: number): number | undefined {
  const text = value.trim().toLowerCase();
  if (text === 'smaller') return around / 1.2;
  if (text === 'larger') return around * 1.2;
  return SIZES[text] ?? pixels(text, around);
}

/** `<font size>`: 1 to 7, or steps from 3. */
export function legacyFontSize(value: string): string | undefined {
  const text = value.trim();
  if (!/^[+-]?\d+$/.test(text)) return undefined;
  const step = /^[+-]/.test(text) ? 3 + Number(text) : Number(text);
  return ['x-small', 'small', 'medium', 'large', 'x-large', 'xx-large', 'xxx-large'][
    Math.min(7, Math.max(1, step)) - 1
  ];
}

/** A visible CSS colour; `undefined` for none. */
export function visibleColor(value: string | undefined): string | undefined {
  return value === undefined || /^(transparent|none|initial|inherit|unset|revert|currentcolor)$/i.test(value)
    ? undefined
    : cssColor(value);
}

/** Numeric, named and relative weights. */
export function fontWeight(value: string, around: number): number | undefined {
  const text = value.trim().toLowerCase();
  if (text === 'bolder') return around < 400 ? 400 : around < 600 ? 700 : 900;
  if (text === 'lighter') return around < 600 ? 100 : around < 800 ? 400 : 700;
  if (text === 'normal') return 400;
  if (text === 'bold') return 700;
  const number = Number(text);
  return number >= 1 && number <= 1000 ? number : undefined;
}
