import { type Element, isTag } from 'domhandler';
import { legacyFontSize } from './css-values';
import { type Declaration, expandShorthand } from './shorthands';

type Reader = (value: string, element: Element) => Record<string, string | undefined>;

const length = (value: string): string | undefined => {
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return `${text}px`;
  return /^\d+(\.\d+)?%$/.test(text) ? text : undefined;
};

const LIST_TYPES: Readonly<Record<string, string>> = {
  '1': 'decimal',
  a: 'lower-alpha',
  A: 'upper-alpha',
  i: 'lower-roman',
  I: 'upper-roman',
};

/** What an HTML 4 attribute declares, by its name. */
const ATTRIBUTES: Readonly<Record<string, Reader>> = {
  color: (value, { name }) => (name === 'hr' ? { 'border-color': value, 'background-color': value } : { color: value }),
  face: (value) => ({ 'font-family': value }),
  bgcolor: (value) => ({ 'background-color': value }),
  dir: (value) => ({ direction: value.toLowerCase() }),
  align: alignment,
  valign: (value) => ({ 'vertical-align': value }),
  width: (value) => ({ width: length(value) }),
  height: (value) => ({ height: length(value) }),
  size: (value, { name }) => {
    if (name === 'font') return { 'font-size': legacyFontSize(value) ?? value };
    return name === 'hr' ? { height: `${Math.max(0, Number(value) - 2) || 0}px` } : {};
  },
  type: (value, { name }) =>
    /^(ol|ul|li)$/.test(name) ? { 'list-style-type': LIST_TYPES[value] ?? value.toLowerCase() } : {},
  nowrap: () => ({ 'white-space': 'nowrap' }),
  cellspacing: (value) => ({ 'border-spacing': length(value) }),
  border: (value, { name }) => (name === 'table' ? { border: `${Number(value) || 0}px solid gray` } : {}),
};

/** On a table or a rule, `align` aligns the element itself; on anything else it aligns the text. */
function alignment(value: string, { name }: Element): Record<string, string> {
  const side = value.toLowerCase();
  if (name !== 'table' && name !== 'hr') return { 'text-align': side };
  if (side === 'center') return { 'margin-left': 'auto', 'margin-right': 'auto' };
  return side === 'right'
    ? { 'margin-left': 'auto', 'margin-right': '0' }
    : { 'margin-left': '0', 'margin-right': 'auto' };
}

/** The declarations that an element's attributes represent; cells also take those of their table and row. */
export function attributeStyle(element: Element): Declaration[] {
  const own = Object.entries(element.attribs).map(([name, value]) => ATTRIBUTES[name]?.(value, element) ?? {});
  const values = [...(isCell(element) ? cellStyle(element) : []), ...own];
  return values.flatMap((declared) =>
    Object.entries(declared).flatMap(([name, value]) =>
      value ? expandShorthand({ name, value, important: false }) : [],
    ),
  );
}

const isCell = ({ name }: Element): boolean => name === 'td' || name === 'th';

function cellStyle(cell: Element): Record<string, string | undefined>[] {
  const row = closest(cell, /^tr$/);
  const group = closest(cell, /^(thead|tbody|tfoot)$/);
  const { cellpadding, border } = closest(cell, /^table$/)?.attribs ?? {};
  const valign = row?.attribs.valign ?? group?.attribs.valign;
  return [
    ...(cellpadding ? [{ padding: length(cellpadding) }] : []),
    ...(Number(border) > 0 ? [{ border: '1px solid gray' }] : []),
    ...(valign ? [{ 'vertical-align': valign }] : []),
  ];
}

/** The nearest ancestor of a cell with this name, within its table. */
function closest(cell: Element, name: RegExp): Element | undefined {
  let around = cell.parent;
  while (around && isTag(around)) {
    if (name.test(around.name)) return around;
    if (around.name === 'table') return undefined;
    around = around.parent;
  }
  return undefined;
}
