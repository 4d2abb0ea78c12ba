import { type AreaFill, cssColor, type Paragraph, type Shadow, type TextStyle, transformText } from '@app/media';
import { PLAIN_STYLE } from '../text/text-blocks';
import { clipsToText, type ElementStyle } from './cascade';
import { fontSize, fontWeight, pixels, splitList, splitValue, visibleColor } from './css-values';
import { gradientFill, parseGradient } from './gradient';

/** The inherited properties of an element, computed. */
export interface TextLook {
  style: TextStyle;
  align: Paragraph['align'] | undefined;
  direction: 'ltr' | 'rtl' | undefined;
  lineHeight: number;
  indent: string | undefined;
  transform: string | undefined;
  isSmallCaps: boolean;
  whiteSpace: string;
  listStyle: string | undefined;
}

export const BASE_LOOK: TextLook = {
  style: { ...PLAIN_STYLE, size: 16, color: '#000000' },
  align: undefined,
  direction: undefined,
  lineHeight: 1.2,
  indent: undefined,
  transform: undefined,
  isSmallCaps: false,
  whiteSpace: 'normal',
  listStyle: undefined,
};

const ALIGNMENTS: Readonly<Record<string, Paragraph['align']>> = {
  left: 'left',
  right: 'right',
  center: 'center',
  justify: 'justify',
};

/** The computed properties of an element whose parent has those of `around`. */
export function inheritLook(around: TextLook, own: ElementStyle): TextLook {
  const size = fontSize(own.get('font-size') ?? '', around.style.size) ?? around.style.size;
  const inherited = <T>(name: string, read: (value: string) => T | undefined, otherwise: T): T => {
    const value = own.get(name);
    return (value === undefined ? undefined : read(value.trim())) ?? otherwise;
  };
  const keyword = (value: string) => (/^(inherit|unset|initial)$/i.test(value) ? undefined : value.toLowerCase());
  return {
    style: inheritStyle(around, own, size),
    align: inherited('text-align', (value) => ALIGNMENTS[value.toLowerCase()], around.align),
    direction: inherited(
      'direction',
      (value) => (({ ltr: 'ltr', rtl: 'rtl' }) as const)[value.toLowerCase()],
      around.direction,
    ),
    lineHeight: inherited('line-height', (value) => lineHeightOf(value, size), around.lineHeight),
    indent: inherited('text-indent', keyword, around.indent),
    transform: inherited('text-transform', keyword, around.transform),
    isSmallCaps: inherited('font-variant', (value) => /small-caps/i.test(value), around.isSmallCaps),
    whiteSpace: inherited('white-space', keyword, around.whiteSpace),
    listStyle: inherited('list-style-type', keyword, around.listStyle),
  };
}

function inheritStyle({ style: around }: TextLook, own: ElementStyle, size: number): TextStyle {
  const decoration = own.get('text-decoration')?.toLowerCase() ?? '';
  const family = own.get('font-family');
  const slant = own.get('font-style');
  const shadow = own.get('text-shadow');
  const spacing = (name: 'letter-spacing' | 'word-spacing', otherwise: number) => {
    const value = own.get(name);
    return value === 'normal' ? 0 : (pixels(value, size) ?? otherwise);
  };
  const { shadow: _, paint: inherited, ...rest } = around;
  const written = own.get('-webkit-text-fill-color') ?? own.get('color');
  const isClear = written === 'transparent';
  const paint = clipsToText(own) && isClear ? backgroundPaint(own) : written === undefined ? inherited : undefined;
  const cast = shadow === undefined ? around.shadow : textShadow(shadow, size);
  return {
    ...rest,
    size,
    color: visibleColor(written) ?? (isClear ? 'rgba(0, 0, 0, 0)' : around.color),
    family: family ?? around.family,
    weight: fontWeight(own.get('font-weight') ?? '', around.weight) ?? around.weight,
    italic: slant === undefined ? around.italic : /italic|oblique/i.test(slant),
    letterSpacing: spacing('letter-spacing', around.letterSpacing),
    wordSpacing: spacing('word-spacing', around.wordSpacing),
    underline: around.underline || decoration.includes('underline'),
    lineThrough: around.lineThrough || decoration.includes('line-through'),
    overline: around.overline === true || decoration.includes('overline'),
    ...(cast && { shadow: cast }),
    ...(paint && { paint }),
  };
}

/** Letters filled with the background of their element. */
function backgroundPaint(own: ElementStyle): AreaFill | undefined {
  const gradient = parseGradient(own.get('background-image'));
  if (gradient) return (context, area) => gradientFill(context, gradient, area);
  const fill = visibleColor(own.get('background-color'));
  return fill === undefined ? undefined : () => fill;
}

/** The first shadow of a list. */
function textShadow(value: string, size: number): Shadow | undefined {
  const tokens = splitValue(splitList(value)[0] ?? '');
  const [x, y, blur = 0] = tokens.flatMap((token) => pixels(token, size) ?? []);
  const color = tokens.find((token) => pixels(token, size) === undefined);
  if (x === undefined || y === undefined) return undefined;
  return { x, y, blur, color: cssColor(color ?? '#000000') };
}

/** Line height as a multiple of the font size. */
function lineHeightOf(value: string, size: number): number | undefined {
  if (value === 'normal') return BASE_LOOK.lineHeight;
  if (/^[\d.]+$/.test(value)) return Number(value);
  const height = pixels(value, size);
  return height === undefined || size === 0 ? undefined : height / size;
}

/** How far `vertical-align` raises inline text, in pixels. */
export function raisedBy(value: string | undefined, around: TextStyle): number {
  const before = around.raised ?? 0;
  if (value === 'super') return before + around.size / 3;
  if (value === 'sub') return before - around.size / 5;
  return before + (pixels(value, around.size) ?? 0);
}

/** Text after `text-transform` and small capitals. */
export const shownText = (text: string, { transform, isSmallCaps }: TextLook): string =>
  transformText(text, isSmallCaps ? 'uppercase' : transform);
