import { splitList, splitValue } from './css-values';

export const SIDES = ['top', 'right', 'bottom', 'left'] as const;
export type Side = (typeof SIDES)[number];

export interface Declaration {
  /** In lower case. */
  name: string;
  value: string;
  important: boolean;
}

type Values = Record<string, string>;

const BORDER_STYLES = 'none hidden dotted dashed solid double groove ridge inset outset'.split(' ');
const BORDER_WIDTH = /^(thin|medium|thick|[+]?(\d|\.\d)\S*)$/i;

/** No valid value is longer, and splitting takes more than linear time. */
const LONGEST_VALUE = 1_000;

/** The longhands that a declaration sets; the declaration itself when it is not a shorthand. */
export function expandShorthand({ name, value, important }: Declaration): Declaration[] {
  const expand = value.length > LONGEST_VALUE ? undefined : EXPANSIONS[name];
  const values = expand?.(value) ?? { [name]: value };
  return Object.entries(values).map(([longhand, part]) => ({ name: longhand, value: part, important }));
}

/** One to four values for four sides. */
function sides(nameOf: (side: Side) => string): (value: string) => Values {
  return (value) => {
    const [top = '0', right = top, bottom = top, left = right] = splitValue(value);
    const bySide = { top, right, bottom, left };
    return Object.fromEntries(SIDES.map((side) => [nameOf(side), bySide[side]]));
  };
}

/** Width, style and colour in any order; missing ones are reset. */
function border(edges: readonly Side[]): (value: string) => Values {
  return (value) => {
    const tokens = splitValue(value);
    const style = tokens.find((token) => BORDER_STYLES.includes(token.toLowerCase()));
    const width = tokens.find((token) => BORDER_WIDTH.test(token));
    const color = tokens.find((token) => token !== style && token !== width);
    return Object.fromEntries(
      edges.flatMap((side) => [
        [`border-${side}-width`, width ?? 'medium'],
        [`border-${side}-style`, style ?? 'none'],
        [`border-${side}-color`, color ?? 'currentcolor'],
      ]),
    );
  };
}

/** Colour and gradient; position and repetition do not affect them. */
function background(value: string): Values {
  const layers = splitList(value);
  const tokens = layers.flatMap(splitValue);
  const image = tokens.find((token) => /^[\w-]+-gradient\(|^url\(/i.test(token));
  const placing =
    /^(none|repeat\S*|no-repeat|round|space|scroll|fixed|local|center|top|bottom|left|right|cover|contain|\/|[+-]?[\d.]\S*|\S+-box)$/i;
  const color = splitValue(layers.at(-1) ?? '').find((token) => token !== image && !placing.test(token));
  return { 'background-color': color ?? 'transparent', 'background-image': image ?? 'none' };
}

/** `italic bold 20px/1.5 "Open Sans", serif` */
function font(value: string): Values {
  const tokens = splitValue(value);
  const at = tokens.findIndex(
    (token) => /^([\d.]+\D|(xx?-)?(small|large)\b|medium\b|smaller|larger)/i.test(token) && !/^\d{3}$/.test(token),
  );
  if (at < 0) return {};
  const before = tokens.slice(0, at).map((token) => token.toLowerCase());
  const [size = '', height = 'normal'] = (tokens[at] ?? '').split('/');
  return {
    'font-style': before.find((token) => /italic|oblique/.test(token)) ?? 'normal',
    'font-variant': before.includes('small-caps') ? 'small-caps' : 'normal',
    'font-weight': before.find((token) => /^(bold(er)?|lighter|\d{3})$/.test(token)) ?? 'normal',
    'font-size': size,
    'line-height': height,
    'font-family': tokens.slice(at + 1).join(' '),
  };
}

const EXPANSIONS: Readonly<Record<string, (value: string) => Values>> = {
  margin: sides((side) => `margin-${side}`),
  padding: sides((side) => `padding-${side}`),
  border: border(SIDES),
  ...Object.fromEntries(SIDES.map((side) => [`border-${side}`, border([side])])),
  'border-width': sides((side) => `border-${side}-width`),
  'border-style': sides((side) => `border-${side}-style`),
  'border-color': sides((side) => `border-${side}-color`),
  background,
  font,
  'list-style': (value) => ({
    'list-style-type': splitValue(value).find((token) => !/^(inside|outside|url\(.*)$/i.test(token)) ?? 'disc',
  }),
  'text-decoration-line': (value) => ({ 'text-decoration': value }),
};
