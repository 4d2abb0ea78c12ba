import { layoutText, type Paragraph } from '@app/media';
import { amount, decorationOf, edgesOf, heightOf, innerWidth } from './box-edges';
import type { BlockBox, TextBox } from './box-tree';
import { pixels } from './css-values';
import type { ContentLayout, FlowTools } from './flow-tools';
import { ListMarkers } from './list-marker';
import { moveItems, type PlacedBox, type PlacedItem } from './placed-item';
import { layoutTable } from './table-layout';

/** The area available to a block. */
interface Column {
  x: number;
  width: number;
}

const NO_PADDING = { top: 0, right: 0, bottom: 0, left: 0 };

/**
 * Places blocks below each other, as CSS 2.2, 9.4.1 describes: adjoining margins collapse to the larger one. Places
 * each box once.
 */
export class HtmlFlow {
  readonly items: PlacedItem[] = [];
  private readonly markers: ListMarkers;
  private y = 0;
  private pending = 0;
  /** Boxes whose upper edge is where their first content will be. */
  private waiting: PlacedBox[] = [];

  constructor(private readonly tools: FlowTools) {
    this.markers = new ListMarkers(this.items, tools);
  }

  /** Total height in pixels, including margins. */
  get height(): number {
    return this.y + Math.max(0, this.pending);
  }

  add(child: BlockBox | TextBox, column: Column): void {
    if (child.kind === 'text') this.addText(child.paragraphs, column);
    else if (child.kind === 'table') this.addTable(child, column);
    else this.addBlock(child, column);
  }

  private addText(paragraphs: Paragraph[], { x, width }: Column): void {
    this.reach();
    const block = { box: { width, height: 0 }, padding: NO_PADDING, paragraphs, vertical: 'top' as const };
    const layout = layoutText(this.tools.context, block, this.tools.fonts);
    this.markers.place(layout.lines[0], this.y);
    this.items.push({ kind: 'text', x, y: this.y, block, layout });
    this.y += layout.bounds.height;
  }

  private addBlock(box: BlockBox, column: Column): void {
    const { style, look, children, element } = box;
    const { size } = look.style;
    const edges = edgesOf(style, size, column.width, look.style.color);
    const { margin, padding, borders } = edges;
    const inner = contentWidth(box, column.width, innerWidth(edges) + amount(margin.left) + amount(margin.right));
    const left = column.x + leftOf(edges, column.width - inner - innerWidth(edges));
    const content = { x: left + borders.left.width + padding.left, width: inner };
    this.collapse(amount(margin.top));
    const drawn = this.open(decorationOf(style, edges, size), left, inner + innerWidth(edges));
    const top = borders.top.width + padding.top;
    if (top > 0) this.skip(top);
    if (box.kind === 'item') this.markers.open(element, look, content.x);
    const start = this.y;
    const height = heightOf(style, size);
    for (const child of children) this.add(child, content);
    const bottom = borders.bottom.width + padding.bottom;
    if (bottom > 0 || height > 0) {
      this.reach();
      this.y = Math.max(this.y, start + height);
      this.skip(bottom);
    }
    this.close(drawn);
    this.collapse(amount(margin.bottom));
  }

  private addTable(box: BlockBox, column: Column): void {
    const { look, style } = box;
    const edges = edgesOf(style, look.style.size, column.width, look.style.color);
    this.collapse(amount(edges.margin.top));
    this.reach();
    const { items, width, height } = layoutTable(box, column.width, this.tools, layoutContent);
    const x = column.x + leftOf(edges, column.width - width);
    moveItems(items, x, this.y);
    this.items.push(...items);
    this.y += height;
    this.collapse(amount(edges.margin.bottom));
  }

  private open(drawn: PlacedBox | undefined, x: number, width: number): PlacedBox | undefined {
    if (!drawn) return undefined;
    Object.assign(drawn, { x, width, y: this.y });
    this.items.push(drawn);
    this.waiting.push(drawn);
    return drawn;
  }

  private close(drawn: PlacedBox | undefined): void {
    if (!drawn) return;
    this.waiting = this.waiting.filter((box) => box !== drawn);
    drawn.height = Math.max(0, this.y - drawn.y);
  }

  /** Collapses two adjoining margins: the larger one counts, and a negative one is subtracted. */
  private collapse(margin: number): void {
    this.pending = margin < 0 || this.pending < 0 ? this.pending + margin : Math.max(this.pending, margin);
  }

  /** Ends the collapsing of margins: something visible begins here. */
  private reach(): void {
    this.y += this.pending;
    this.pending = 0;
    for (const box of this.waiting) box.y = this.y;
    this.waiting = [];
  }

  private skip(height: number): void {
    this.reach();
    this.y += height;
  }
}

/** The width of the content: that of the style, otherwise the space between the edges. */
function contentWidth({ style, look, element }: BlockBox, around: number, edges: number): number {
  const { size } = look.style;
  const asked = pixels(style.get('width') ?? (element.name === 'hr' ? element.attribs.width : undefined), size, around);
  const most = pixels(style.get('max-width'), size, around) ?? Number.POSITIVE_INFINITY;
  const least = pixels(style.get('min-width'), size, around) ?? 0;
  return Math.max(1, least, Math.min(most, asked ?? around - edges));
}

/** The left edge of a box in its column, according to its margins. */
function leftOf({ margin }: ReturnType<typeof edgesOf>, free: number): number {
  if (margin.left !== 'auto') return margin.left;
  return Math.max(0, margin.right === 'auto' ? free / 2 : free - margin.right);
}

/** Lays out content separately from what surrounds it. */
const layoutContent: ContentLayout = (children, width, tools) => {
  const flow = new HtmlFlow(tools);
  for (const child of children) flow.add(child, { x: 0, width });
  return { items: flow.items, height: flow.height };
};
