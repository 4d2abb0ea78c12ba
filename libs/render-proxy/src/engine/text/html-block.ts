import type { Paragraph, TextBlock, TextStyle } from '@app/media';
import { cssColor, type Size, transformText, weightOf } from '@app/media';
import type { HtmlAsset } from '../../edit/edit';
import { type HtmlElement, parseHtml } from './parse-html';
import { PLAIN_STYLE } from './text-blocks';

type Declarations = Map<string, string>;
interface Rule {
  /** The simple selectors of a descendant chain, e.g. ["div.card", "p"]. */
  chain: string[];
  weight: number;
  declarations: Declarations;
}

/** The properties that have an effect. */
export const CSS_PROPERTIES = [
  'color',
  'font-size',
  'font-family',
  'font-weight',
  'font-style',
  'text-align',
  'text-decoration',
  'text-transform',
  'letter-spacing',
  'word-spacing',
  'line-height',
  'background',
  'background-color',
  'padding',
  'margin',
  'margin-top',
  'margin-bottom',
  'border-radius',
];

const DEFAULTS: Readonly<Record<string, string>> = {
  h1: 'font-size:2em;font-weight:bold',
  h2: 'font-size:1.5em;font-weight:bold',
  h3: 'font-size:1.17em;font-weight:bold',
  h4: 'font-weight:bold',
  h5: 'font-size:.83em;font-weight:bold',
  h6: 'font-size:.67em;font-weight:bold',
  b: 'font-weight:bold',
  strong: 'font-weight:bold',
  i: 'font-style:italic',
  em: 'font-style:italic',
  u: 'text-decoration:underline',
  s: 'text-decoration:line-through',
  strike: 'text-decoration:line-through',
  small: 'font-size:.83em',
  big: 'font-size:1.2em',
  center: 'text-align:center',
  mark: 'background-color:yellow;color:black',
};

interface Look {
  style: TextStyle;
  align: Paragraph['align'];
  lineHeight: number;
}

/** Declarations that have no effect here, as `property` names. */
export function unsupportedProperties({ html, css = '' }: HtmlAsset): string[] {
  const inline = [...html.matchAll(/style\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(
    ([, double, single]) => double ?? single ?? '',
  );
  const blocks = [...css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/\{([^}]*)\}/g)].map(([, body = '']) => body);
  const used = [...inline, ...blocks].flatMap((text) => [...declarationsOf(text).keys()]);
  return [...new Set(used.filter((name) => !CSS_PROPERTIES.includes(name)))];
}

export function htmlBlock(asset: HtmlAsset, box: Size): TextBlock {
  const rules = rulesOf(asset.css ?? '');
  const paragraphs: Paragraph[] = [];
  const base: Look = { style: { ...PLAIN_STYLE, size: 16, color: '#000000' }, align: 'left', lineHeight: 1.2 };
  let plateStyle: Declarations | undefined;
  let current: Paragraph | undefined;
  let space = 0;
  for (const item of parseHtml(asset.html)) {
    const look = item.ancestors.reduce(
      (inherited, _, index) => applyDeclarations(inherited, cascade(item.ancestors, index, rules)),
      base,
    );
    const own = item.ancestors.length > 0 ? cascade(item.ancestors, item.ancestors.length - 1, rules) : undefined;
    if ('line' in item) {
      if (item.line === 'break') current = startParagraph(paragraphs, look, 0);
      else {
        if (current && current.runs.length > 0) current = undefined;
        space = Math.max(
          space,
          pixels(own?.get('margin-top') ?? own?.get('margin')?.split(' ')[0], look.style.size) ?? 0,
        );
      }
      continue;
    }
    if (!item.text.trim() && (!current || current.runs.length === 0)) continue;
    if (own?.has('background') || own?.has('background-color')) plateStyle ??= own;
    current ??= startParagraph(paragraphs, look, space);
    space = 0;
    const text = current.runs.length === 0 ? item.text.trimStart() : item.text;
    current.runs.push({ text: transformText(text, textTransform(item.ancestors, rules)), style: look.style });
  }
  return finish(asset, box, paragraphs, plateStyle);
}

function startParagraph(paragraphs: Paragraph[], { align, lineHeight }: Look, spaceBefore: number): Paragraph {
  const paragraph: Paragraph = { runs: [], align, lineHeight, spaceBefore };
  paragraphs.push(paragraph);
  return paragraph;
}

function finish(asset: HtmlAsset, box: Size, paragraphs: Paragraph[], plate: Declarations | undefined): TextBlock {
  const { position = 'center', background } = asset;
  const visible = background !== undefined && !/^(transparent|#00[0-9a-f]{6})$/i.test(background);
  const color = plate?.get('background-color') ?? plate?.get('background');
  const padding = pixels(plate?.get('padding')?.split(' ')[0], 16) ?? 0;
  return {
    box,
    padding: { top: padding, right: padding, bottom: padding, left: padding },
    paragraphs,
    vertical: position.startsWith('top') ? 'top' : position.startsWith('bottom') ? 'bottom' : 'middle',
    ...(visible && { fill: { color: cssColor(background), radius: 0 } }),
    ...(color &&
      color !== 'transparent' && {
        plate: { color: cssColor(color), padding, radius: pixels(plate?.get('border-radius'), 16) ?? 0 },
      }),
  };
}

/** What applies to one element itself: the browser's defaults, the sheet by weight and order, then its own style. */
function cascade(ancestors: readonly HtmlElement[], index: number, rules: readonly Rule[]): Declarations {
  const element = ancestors[index];
  if (!element) return new Map();
  const matching = rules.filter((rule) => matches(rule, ancestors, index)).sort((a, b) => a.weight - b.weight);
  const all = [
    declarationsOf(DEFAULTS[element.tag] ?? ''),
    ...matching.map(({ declarations }) => declarations),
    declarationsOf(element.style),
  ];
  return new Map(all.flatMap((declarations) => [...declarations]));
}

function matches({ chain }: Rule, ancestors: readonly HtmlElement[], index: number): boolean {
  const last = chain.at(-1);
  const element = ancestors[index];
  if (last === undefined || !element || !isMatch(last, element)) return false;
  let outer = chain.length - 2;
  for (let at = index - 1; at >= 0 && outer >= 0; at--) {
    const ancestor = ancestors[at];
    if (ancestor && isMatch(chain[outer] ?? '', ancestor)) outer--;
  }
  return outer < 0;
}

function isMatch(selector: string, { tag, classes, id }: HtmlElement): boolean {
  const [, name = '', rest = ''] = /^([a-z][\w-]*|\*)?((?:[.#][\w-]+)*)$/i.exec(selector) ?? [undefined, '?'];
  const parts = rest.match(/[.#][\w-]+/g) ?? [];
  const named = name === '' || name === '*' || name.toLowerCase() === tag;
  return (
    named && parts.every((part) => (part.startsWith('.') ? classes.includes(part.slice(1)) : part.slice(1) === id))
  );
}

function rulesOf(css: string): Rule[] {
  const source = css.replace(/\/\*[\s\S]*?\*\//g, '');
  return [...source.matchAll(/([^{}]+)\{([^}]*)\}/g)].flatMap(([, selectors = '', body = '']) =>
    selectors.split(',').map((selector) => {
      const chain = selector.trim().split(/\s+/);
      const weight =
        (selector.match(/#/g)?.length ?? 0) * 100 + (selector.match(/\./g)?.length ?? 0) * 10 + chain.length;
      return { chain, weight, declarations: declarationsOf(body) };
    }),
  );
}

function declarationsOf(text: string): Declarations {
  const entries = text.split(';').map((declaration) => declaration.split(/:(.*)/s));
  return new Map(
    entries
      .filter(([name, value]) => name?.trim() && value?.trim())
      .map(([name = '', value = '']) => [name.trim().toLowerCase(), value.replace(/!important/i, '').trim()]),
  );
}

function applyDeclarations({ style, align, lineHeight }: Look, declarations: Declarations): Look {
  const size = pixels(declarations.get('font-size'), style.size) ?? style.size;
  const decoration = declarations.get('text-decoration') ?? '';
  const family = declarations.get('font-family');
  const next: TextStyle = {
    ...style,
    size,
    ...(declarations.has('color') && { color: cssColor(declarations.get('color') ?? '') }),
    ...(family !== undefined && { family }),
    ...(declarations.has('font-weight') && { weight: weightOf(declarations.get('font-weight')) }),
    ...(declarations.has('font-style') && { italic: /italic|oblique/.test(declarations.get('font-style') ?? '') }),
    letterSpacing: pixels(declarations.get('letter-spacing'), size) ?? style.letterSpacing,
    wordSpacing: pixels(declarations.get('word-spacing'), size) ?? style.wordSpacing,
    underline: style.underline || decoration.includes('underline'),
    lineThrough: style.lineThrough || decoration.includes('line-through'),
  };
  const height = declarations.get('line-height');
  const relative =
    height === undefined
      ? undefined
      : /^[\d.]+$/.test(height)
        ? Number(height)
        : (pixels(height, size) ?? size * lineHeight) / size;
  const alignment = declarations.get('text-align');
  return {
    style: next,
    align: alignment === 'left' || alignment === 'right' || alignment === 'center' ? alignment : align,
    lineHeight: relative ?? lineHeight,
  };
}

const textTransform = (ancestors: readonly HtmlElement[], rules: readonly Rule[]) =>
  ancestors
    .map((_, index) => cascade(ancestors, index, rules).get('text-transform'))
    .findLast((value) => value !== undefined);

/** CSS lengths in px, em, rem, pt and %, relative to `size`. */
function pixels(length: string | undefined, size: number): number | undefined {
  const [, number, unit] = /^(-?[\d.]+)(px|em|rem|pt|%)?$/.exec(length?.trim() ?? '') ?? [];
  if (number === undefined) return undefined;
  const factors: Readonly<Record<string, number>> = { px: 1, em: size, rem: 16, pt: 4 / 3, '%': size / 100 };
  return Number(number) * (factors[unit ?? 'px'] ?? 1);
}
