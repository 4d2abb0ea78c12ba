import type { Paragraph, TextRun, TextStyle } from '@app/media';
import { type ChildNode, type Element, isTag, isText } from 'domhandler';
import { backgroundOf } from './box-edges';
import type { ElementStyle } from './cascade';
import { gradientFill } from './gradient';
import type { StyledHtml } from './read-html';
import { BASE_LOOK, inheritLook, raisedBy, shownText, type TextLook } from './text-look';

/** A box of the page: a block with a style, or the parts of a table. */
export interface BlockBox {
  kind: 'block' | 'item' | 'table' | 'row-group' | 'row' | 'cell';
  element: Element;
  style: ElementStyle;
  look: TextLook;
  children: (BlockBox | TextBox)[];
}

/** Lines of text between two blocks. */
export interface TextBox {
  kind: 'text';
  paragraphs: Paragraph[];
}

const KINDS: Readonly<Record<string, BlockBox['kind']>> = {
  block: 'block',
  'flow-root': 'block',
  flex: 'block',
  grid: 'block',
  'list-item': 'item',
  table: 'table',
  'table-row-group': 'row-group',
  'table-header-group': 'row-group',
  'table-footer-group': 'row-group',
  'table-row': 'row',
  'table-cell': 'cell',
  'table-caption': 'block',
};

const displayOf = (style: ElementStyle): string => style.get('display')?.toLowerCase() ?? 'inline';

/** Builds the boxes of a page from its elements and their styles. */
export function buildBoxes(html: StyledHtml): BlockBox {
  const style = html.styles.get(html.body) ?? new Map<string, string>();
  const root: BlockBox = {
    kind: 'block',
    element: html.body,
    style,
    look: inheritLook(BASE_LOOK, style),
    children: [],
  };
  new BoxBuilder(html, root).fill(html.body.children, root.look);
  return root;
}

/** Fills one block: its text becomes paragraphs, blocks inside it become children. */
class BoxBuilder {
  private text: TextBox | undefined;
  private current: Paragraph | undefined;
  /** Whether the text so far ends with a space that collapses with the next one. */
  private endsWithSpace = true;

  constructor(
    private readonly html: StyledHtml,
    private readonly box: BlockBox,
  ) {}

  fill(nodes: readonly ChildNode[], look: TextLook): void {
    for (const node of nodes) this.add(node, look);
    this.endText();
  }

  private add(node: ChildNode, look: TextLook): void {
    if (isText(node)) this.write(node.data, look);
    if (isTag(node)) this.enter(node, look);
  }

  private enter(element: Element, around: TextLook): void {
    const style = this.html.styles.get(element) ?? new Map<string, string>();
    const display = displayOf(style);
    if (display === 'none') return;
    const look = inheritLook(around, style);
    if (element.name === 'br') return this.breakLine(look);
    const kind = KINDS[display];
    if (kind === undefined) {
      const inline = inlineLook(look, around, style);
      for (const child of element.children) this.add(child, inline);
      return;
    }
    this.endText();
    const box: BlockBox = { kind, element, style, look, children: [] };
    this.box.children.push(box);
    new BoxBuilder(this.html, box).fill(element.children, look);
  }

  private write(data: string, look: TextLook): void {
    const keeps = look.whiteSpace.startsWith('pre');
    if (!keeps) return this.append(data.replace(/[ \t\r\n\f]+/g, ' '), look);
    const lines = data.replace(/\r\n?/g, '\n').split('\n');
    for (const [index, line] of lines.entries()) {
      if (index > 0) this.breakLine(look);
      const text = line.replace(/\t/g, '        ');
      this.append(look.whiteSpace === 'pre-line' ? text.replace(/ +/g, ' ') : text, look);
    }
  }

  private append(text: string, look: TextLook): void {
    const collapses = look.whiteSpace !== 'pre' && look.whiteSpace !== 'pre-wrap';
    const shown = collapses && this.endsWithSpace ? text.replace(/^ /, '') : text;
    if (shown === '') return;
    this.endsWithSpace = collapses && shown.endsWith(' ');
    this.current ??= this.start(look);
    for (const run of runsOf(shown, look)) this.current.runs.push(run);
  }

  private breakLine(look: TextLook): void {
    const line = this.current ?? this.start(look);
    // An empty run gives an empty line its height.
    if (line.runs.length === 0) line.runs.push({ text: '', style: styleOf(look) });
    this.current = undefined;
    this.endsWithSpace = true;
  }

  /** The block decides the alignment of its text, whatever an inline element around it declares. */
  private start(look: TextLook): Paragraph {
    const { align, direction, lineHeight } = this.box.look;
    const isFirst = this.text === undefined;
    const indent = isFirst ? indentOf(this.box.look) : 0;
    const paragraph: Paragraph = {
      runs: [],
      align: align ?? (direction === 'rtl' ? 'right' : 'left'),
      lineHeight: Math.max(lineHeight, look.lineHeight),
      spaceBefore: 0,
      ...(direction && { direction }),
      ...(indent !== 0 && { indent }),
    };
    this.current = paragraph;
    this.text ??= { kind: 'text', paragraphs: [] };
    this.text.paragraphs.push(paragraph);
    return paragraph;
  }

  private endText(): void {
    const paragraphs =
      this.text?.paragraphs.filter(({ runs }) => runs.some(({ text }) => text !== '' || runs.length === 1)) ?? [];
    if (this.text && paragraphs.some(({ runs }) => runs.some(({ text }) => text.trim() !== '') || runs.length > 0))
      this.box.children.push({ kind: 'text', paragraphs });
    this.text = undefined;
    this.current = undefined;
    this.endsWithSpace = true;
  }
}

function indentOf({ indent, style: { size } }: TextLook): number {
  const [, number, unit] = /^(-?[\d.]+)(px|em|pt)?$/.exec(indent ?? '') ?? [];
  return Number(number ?? 0) * ({ em: size, pt: 4 / 3 }[unit ?? ''] ?? 1);
}

/** The part of the appearance that an inline element adds to its text. */
function inlineLook(look: TextLook, around: TextLook, style: ElementStyle): TextLook {
  const align = style.get('vertical-align')?.toLowerCase();
  const raised = raisedBy(align, around.style);
  const { fill, gradient } = backgroundOf(style);
  const highlight: TextStyle['highlight'] = gradient ? (context, area) => gradientFill(context, gradient, area) : fill;
  return {
    ...look,
    style: {
      ...look.style,
      ...(raised !== 0 && { raised }),
      ...(highlight && { highlight }),
    },
  };
}

const styleOf = ({ style, whiteSpace }: TextLook): TextStyle => ({
  ...style,
  ...((whiteSpace === 'nowrap' || whiteSpace === 'pre') && { noWrap: true }),
});

/** In small capitals, lower-case letters become capitals at four fifths of the size. */
function runsOf(text: string, look: TextLook): TextRun[] {
  const style = styleOf(look);
  if (!look.isSmallCaps) return [{ text: shownText(text, look), style }];
  const small = { ...style, size: style.size * 0.8 };
  return (text.match(/\p{Ll}+|\P{Ll}+/gu) ?? []).map((part) => ({
    text: shownText(part, look),
    style: /\p{Ll}/u.test(part) ? small : style,
  }));
}
