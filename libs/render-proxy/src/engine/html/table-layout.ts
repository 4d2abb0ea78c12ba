import { decorationOf, edgesOf, heightOf, innerWidth } from './box-edges';
import type { BlockBox } from './box-tree';
import { ContentMeasure } from './content-width';
import { pixels } from './css-values';
import type { ContentLayout, FlowTools, PlacedContent } from './flow-tools';
import { moveItems, NO_EDGE, type PlacedBox, type PlacedItem } from './placed-item';
import { columnWidths } from './table-columns';
import { type GridCell, gridOf, type TableGrid } from './table-grid';

/** A table with its corner at the origin. */
export interface PlacedTable extends PlacedContent {
  width: number;
}

/** A cell whose content was laid out separately. */
interface FilledCell extends GridCell {
  items: PlacedItem[];
  /** Height of its content and edges. */
  height: number;
  decoration: PlacedBox | undefined;
  inset: { top: number; left: number; bottom: number };
}

interface Frame {
  box: BlockBox;
  grid: TableGrid;
  /** Pixels between two cells. */
  spacing: number;
  isCollapsed: boolean;
  tools: FlowTools;
  layout: ContentLayout;
}

/** Lays out a table: columns follow the content of their cells, rows are as high as their tallest cell. */
export function layoutTable(box: BlockBox, around: number, tools: FlowTools, layout: ContentLayout): PlacedTable {
  const { style, look } = box;
  const { size, color } = look.style;
  const edges = edgesOf(style, size, around, color);
  const isCollapsed = style.get('border-collapse') === 'collapse';
  const spacing = isCollapsed ? 0 : (pixels(style.get('border-spacing')?.split(' ')[0], size) ?? 2);
  const frame: Frame = { box, grid: gridOf(box), spacing, isCollapsed, tools, layout };
  const outer = innerWidth(edges);
  const asked = pixels(style.get('width'), size, around);
  const room = { most: around - outer, asked: asked === undefined ? undefined : asked - outer };
  const columns = columnWidths(frame.grid, spacing, room, new ContentMeasure(tools));
  const cells = frame.grid.cells.map((cell) =>
    fillCell(cell, frame, spanned(columns, cell.column, cell.columns, spacing)),
  );
  const rows = rowHeights(cells, frame, heightOf(style, size) - edges.borders.top.width - edges.borders.bottom.width);
  const width = outer + total(columns, spacing);
  const caption = placeCaption(frame, width);
  const height =
    edges.borders.top.width +
    edges.borders.bottom.width +
    edges.padding.top +
    edges.padding.bottom +
    total(rows, spacing);
  const decoration = decorationOf(style, edges, size);
  const origin = {
    x: edges.borders.left.width + edges.padding.left,
    y: caption.height + edges.borders.top.width + edges.padding.top,
  };
  const items: PlacedItem[] = [
    ...caption.items,
    ...(decoration ? [{ ...decoration, y: caption.height, width, height }] : []),
    ...rowDecorations(frame, columns, rows, origin),
    ...cells.flatMap((cell) => placeCell(cell, columns, rows, spacing, origin)),
  ];
  return { items, width, height: height + caption.height };
}

const total = (sizes: readonly number[], spacing: number): number =>
  sizes.reduce((sum, size) => sum + size + spacing, sizes.length > 0 ? spacing : 0);

const spanned = (sizes: readonly number[], from: number, count: number, spacing: number): number =>
  sizes.slice(from, from + count).reduce((sum, size) => sum + size, 0) + spacing * (count - 1);

const offsetOf = (sizes: readonly number[], index: number, spacing: number): number =>
  sizes.slice(0, index).reduce((sum, size) => sum + size + spacing, spacing);

/** The caption is above its table. */
function placeCaption({ box, tools, layout }: Frame, width: number): PlacedContent {
  return layout(
    box.children.filter(({ kind }) => kind === 'block'),
    width,
    tools,
  );
}

function fillCell(cell: GridCell, { tools, isCollapsed, layout }: Frame, width: number): FilledCell {
  const { style, look, children } = cell.box;
  const { size, color } = look.style;
  const edges = edgesOf(style, size, width, color);
  // Adjoining cells share one line.
  if (isCollapsed && cell.column > 0) edges.borders.left = NO_EDGE;
  if (isCollapsed && cell.row > 0) edges.borders.top = NO_EDGE;
  const { items, height } = layout(children, Math.max(1, width - innerWidth(edges)), tools);
  const inset = {
    top: edges.borders.top.width + edges.padding.top,
    left: edges.borders.left.width + edges.padding.left,
    bottom: edges.borders.bottom.width + edges.padding.bottom + Math.max(0, heightOf(style, size) - height),
  };
  const decoration = decorationOf(style, edges, size);
  return { ...cell, items, height, decoration, inset };
}

function rowHeights(cells: readonly FilledCell[], { grid, spacing }: Frame, asked: number): number[] {
  const heights = grid.rows.map(({ style, look }) => heightOf(style, look.style.size));
  for (const { row, rows, height, inset } of [...cells].sort((a, b) => a.rows - b.rows)) {
    const missing = inset.top + height + inset.bottom - spanned(heights, row, rows, spacing);
    const last = row + rows - 1;
    if (missing > 0) heights[last] = (heights[last] ?? 0) + missing;
  }
  const spare = asked - total(heights, spacing);
  return spare > 0 ? heights.map((height) => height + spare / heights.length) : heights;
}

function rowDecorations(
  { grid, spacing, box }: Frame,
  columns: readonly number[],
  rows: readonly number[],
  origin: { x: number; y: number },
): PlacedItem[] {
  const width = total(columns, spacing) - 2 * spacing;
  return grid.rows.flatMap((row, index) => {
    const { size, color } = row.look.style;
    const decoration = decorationOf(row.style, edgesOf(row.style, size, width, color), box.look.style.size);
    const y = origin.y + offsetOf(rows, index, spacing);
    return decoration ? [{ ...decoration, x: origin.x + spacing, y, width, height: rows[index] ?? 0 }] : [];
  });
}

function placeCell(
  cell: FilledCell,
  columns: readonly number[],
  rows: readonly number[],
  spacing: number,
  origin: { x: number; y: number },
): PlacedItem[] {
  const { items, decoration, inset, height } = cell;
  const x = origin.x + offsetOf(columns, cell.column, spacing);
  const y = origin.y + offsetOf(rows, cell.row, spacing);
  const size = {
    width: spanned(columns, cell.column, cell.columns, spacing),
    height: spanned(rows, cell.row, cell.rows, spacing),
  };
  const free = Math.max(0, size.height - inset.top - height - inset.bottom);
  moveItems(items, x + inset.left, y + inset.top + free * verticalShare(cell.box));
  return decoration ? [{ ...decoration, x, y, ...size }, ...items] : items;
}

/** The share of the free height that is above the content. */
function verticalShare({ style }: BlockBox): number {
  return { top: 0, baseline: 0, bottom: 1 }[style.get('vertical-align')?.toLowerCase() ?? 'middle'] ?? 0.5;
}
