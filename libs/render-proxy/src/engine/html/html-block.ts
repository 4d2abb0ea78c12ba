import {
  cssColor,
  type Paragraph,
  type Size,
  type TextBlock,
  type TextStyle,
  transformText,
  weightOf,
} from '@app/media';
import { type ChildNode, type Element, isTag, isText } from 'domhandler';
import type { HtmlAsset } from '../../edit/edit';
import { PLAIN_STYLE } from '../text/text-blocks';
import type { ElementStyle } from './cascade';
import { isBlock } from './parse-html';
import { readHtml, type StyledHtml } from './read-html';

/** The inherited properties of an element, computed. */
interface Look {
  style: TextStyle;
  align: Paragraph['align'];
  lineHeight: number;
  transform: string | undefined;
}

const BASE: Look = {
  style: { ...PLAIN_STYLE, size: 16, color: '#000000' },
  align: 'left',
  lineHeight: 1.2,
  transform: undefined,
};

/** Turns an html asset into paragraphs of styled text in a box. */
export function htmlBlock(asset: HtmlAsset, box: Size): TextBlock {
  const flow = new TextFlow(readHtml(asset));
  const { position = 'center', background } = asset;
  const visible = background !== undefined && !/^(transparent|#00[0-9a-f]{6})$/i.test(background);
  const { plate } = flow;
  const color = plate?.get('background-color') ?? plate?.get('background');
  const padding = pixels(plate?.get('padding')?.split(' ')[0], 16) ?? 0;
  return {
    box,
    padding: { top: padding, right: padding, bottom: padding, left: padding },
    paragraphs: flow.paragraphs,
    vertical: position.startsWith('top') ? 'top' : position.startsWith('bottom') ? 'bottom' : 'middle',
    ...(visible && { fill: { color: cssColor(background), radius: 0 } }),
    ...(color &&
      color !== 'transparent' && {
        plate: { color: cssColor(color), padding, radius: pixels(plate?.get('border-radius'), 16) ?? 0 },
      }),
  };
}

/** Lays the text of a tree out into paragraphs: blocks start new ones, inline elements add runs. */
class TextFlow {
  readonly paragraphs: Paragraph[] = [];
  /** The style of the first element around text that has a background. */
  plate: ElementStyle | undefined;
  private current: Paragraph | undefined;
  private space = 0;

  constructor(private readonly html: StyledHtml) {
    this.enter(html.body, BASE);
  }

  private enter(element: Element, inherited: Look): void {
    const style = this.html.styles.get(element) ?? new Map<string, string>();
    const look = inherit(inherited, style);
    if (element.name === 'br') {
      this.start(look);
      return;
    }
    const block = isBlock(element);
    if (block) this.separate(marginOf(style, 'margin-top', look));
    for (const child of element.children) this.add(child, look, style);
    if (block) this.separate(marginOf(style, 'margin-bottom', look));
  }

  private add(node: ChildNode, look: Look, style: ElementStyle): void {
    if (isTag(node)) this.enter(node, look);
    else if (isText(node)) this.write(node.data.replace(/[ \t\r\n]+/g, ' '), look, style);
  }

  private write(text: string, look: Look, style: ElementStyle): void {
    const last = this.current?.runs.at(-1);
    const shown = !last || last.text.endsWith(' ') ? text.replace(/^ /, '') : text;
    if (shown === '') return;
    if (style.has('background') || style.has('background-color')) this.plate ??= style;
    this.current ??= this.start(look);
    this.current.runs.push({ text: transformText(shown, look.transform), style: look.style });
  }

  private start({ align, lineHeight }: Look): Paragraph {
    const paragraph: Paragraph = { runs: [], align, lineHeight, spaceBefore: this.space };
    this.space = 0;
    this.current = paragraph;
    this.paragraphs.push(paragraph);
    return paragraph;
  }

  /** Ends a paragraph that has text. The larger of two margins that meet counts, as in CSS. */
  private separate(margin: number): void {
    if (this.current && this.current.runs.length > 0) this.current = undefined;
    this.space = Math.max(this.space, margin);
  }
}

function marginOf(style: ElementStyle, side: 'margin-top' | 'margin-bottom', { style: { size } }: Look): number {
  const sides = style.get('margin')?.split(/\s+/) ?? [];
  const shorthand = side === 'margin-top' ? sides[0] : (sides[2] ?? sides[0]);
  return pixels(style.get(side) ?? shorthand, size) ?? 0;
}

function inherit({ style, align, lineHeight, transform }: Look, own: ElementStyle): Look {
  const size = pixels(own.get('font-size'), style.size) ?? style.size;
  const decoration = own.get('text-decoration') ?? '';
  const [color, family, weight, slant] = ['color', 'font-family', 'font-weight', 'font-style'].map((name) =>
    own.get(name),
  );
  const alignment = own.get('text-align');
  return {
    style: {
      ...style,
      size,
      ...(color !== undefined && { color: cssColor(color) }),
      ...(family !== undefined && { family }),
      ...(weight !== undefined && { weight: weightOf(weight) }),
      ...(slant !== undefined && { italic: /italic|oblique/.test(slant) }),
      letterSpacing: pixels(own.get('letter-spacing'), size) ?? style.letterSpacing,
      wordSpacing: pixels(own.get('word-spacing'), size) ?? style.wordSpacing,
      underline: style.underline || decoration.includes('underline'),
      lineThrough: style.lineThrough || decoration.includes('line-through'),
    },
    align: alignment === 'left' || alignment === 'right' || alignment === 'center' ? alignment : align,
    lineHeight: lineHeightOf(own.get('line-height'), size) ?? lineHeight,
    transform: own.get('text-transform') ?? transform,
  };
}

/** As a multiple of the font size. */
function lineHeightOf(value: string | undefined, size: number): number | undefined {
  if (value !== undefined && /^[\d.]+$/.test(value)) return Number(value);
  const height = pixels(value, size);
  return height === undefined ? undefined : height / size;
}

const UNITS: Readonly<Record<string, (size: number) => number>> = {
  px: () => 1,
  em: (size) => size,
  rem: () => 16,
  pt: () => 4 / 3,
  '%': (size) => size / 100,
};

/** A CSS length in px, em, rem, pt or %, relative to `size`; undefined for anything else. */
function pixels(length: string | undefined, size: number): number | undefined {
  const [, number, unit = 'px'] = /^(-?[\d.]+)(px|em|rem|pt|%)?$/.exec(length?.trim() ?? '') ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit]?.(size) ?? 1);
}
