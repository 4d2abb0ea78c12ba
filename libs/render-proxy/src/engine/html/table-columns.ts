import { type ContentMeasure, type ContentWidths } from './content-width';
import { pixels } from './css-values';
import type { GridCell, TableGrid } from './table-grid';

/** Pixels available for the columns and the gaps around them. */
interface Room {
  most: number;
  /** The width that the table declares. */
  asked: number | undefined;
}

/** The width of each column, between the widths of its longest word and its longest line (CSS 2.2, 17.5.2.2). */
export function columnWidths(
  grid: TableGrid,
  spacing: number,
  { most, asked }: Room,
  measure: ContentMeasure,
): number[] {
  const gaps = spacing * (grid.columns + 1);
  const wanted = wantedWidths(grid, spacing, measure);
  const width = Math.max(0, (asked ?? most) - gaps);
  const widths = wanted.map((column) => ({ ...column }));
  for (const { box, column, columns } of grid.cells) {
    const share = columns === 1 ? percentOf(box.style.get('width')) : undefined;
    const own = widths[column];
    if (share !== undefined && own) own.most = Math.max(own.least, (share * width) / 100);
  }
  const least = sum(widths.map((column) => column.least));
  const full = sum(widths.map((column) => column.most));
  if (full <= width)
    return asked === undefined ? widths.map((column) => column.most) : grow(widths, width - full, grid);
  if (least >= width) return widths.map((column) => column.least);
  const flexible = full - least;
  return widths.map((column) => column.least + ((column.most - column.least) * (width - least)) / flexible);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);

function percentOf(width: string | undefined): number | undefined {
  return width?.trim().endsWith('%') ? pixels(width, 0, 100) : undefined;
}

/** Cells of one column first, then those that span several, which distribute their remaining width. */
function wantedWidths({ cells, columns }: TableGrid, spacing: number, measure: ContentMeasure): ContentWidths[] {
  const widths = Array.from({ length: columns }, () => ({ least: 0, most: 0 }));
  for (const cell of [...cells].sort((a, b) => a.columns - b.columns)) {
    const { least, most } = measure.widthsOf(cell.box);
    const own = widths.slice(cell.column, cell.column + cell.columns);
    const gaps = spacing * (cell.columns - 1);
    const missing = {
      least: Math.max(0, least - gaps - sum(own.map((column) => column.least))) / own.length,
      most: Math.max(0, most - gaps - sum(own.map((column) => column.most))) / own.length,
    };
    for (const column of own) {
      column.least += missing.least;
      column.most = Math.max(column.least, column.most + missing.most);
    }
  }
  return widths;
}

/** Columns without a width of their own share the rest in proportion to their preferred widths. */
function grow(widths: readonly ContentWidths[], rest: number, { cells }: TableGrid): number[] {
  const fixed = new Set(cells.filter(hasWidth).map(({ column }) => column));
  const free = widths.flatMap((_, index) => (fixed.has(index) ? [] : [index]));
  const growing = new Set(free.length > 0 ? free : widths.keys());
  const weight = (index: number) => (growing.has(index) ? Math.max(1, widths[index]?.most ?? 0) : 0);
  const total = sum([...widths.keys()].map(weight));
  return widths.map(({ most }, index) => most + (total > 0 ? (rest * weight(index)) / total : 0));
}

const hasWidth = ({ box, columns }: GridCell): boolean => columns === 1 && box.style.get('width') !== undefined;
