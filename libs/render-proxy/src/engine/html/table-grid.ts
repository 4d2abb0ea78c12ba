import type { BlockBox } from './box-tree';

/** A cell and its position in the grid. */
export interface GridCell {
  box: BlockBox;
  row: number;
  column: number;
  columns: number;
  rows: number;
}

export interface TableGrid {
  rows: BlockBox[];
  cells: GridCell[];
  columns: number;
}

/** Larger spans cost memory without a visible effect. */
const LARGEST_SPAN = 100;

/** Puts the cells of a table into rows and columns; cells that span several occupy their neighbours' positions. */
export function gridOf(table: BlockBox): TableGrid {
  const rows = rowsOf(table);
  const cells: GridCell[] = [];
  // For each column the first row in which it is free again.
  const freeFrom: number[] = [];
  for (const [row, { children }] of rows.entries()) {
    let column = 0;
    for (const box of children) {
      if (box.kind === 'text') continue;
      while ((freeFrom[column] ?? 0) > row) column++;
      const columns = spanOf(box, 'colspan');
      const spanned = Math.min(spanOf(box, 'rowspan'), rows.length - row);
      cells.push({ box, row, column, columns, rows: spanned });
      for (let taken = column; taken < column + columns; taken++) freeFrom[taken] = row + spanned;
      column += columns;
    }
  }
  return { rows, cells, columns: freeFrom.length };
}

const spanOf = ({ element }: BlockBox, name: 'colspan' | 'rowspan'): number =>
  Math.min(LARGEST_SPAN, Math.max(1, Math.floor(Number(element.attribs[name] ?? 1)) || 1));

/** The head comes first and the foot last, whatever their order in the document. */
function rowsOf(table: BlockBox): BlockBox[] {
  const rank = ({ element }: BlockBox) => ({ thead: 0, tfoot: 2 })[element.name] ?? 1;
  return table.children
    .flatMap((child) => (child.kind === 'row' || child.kind === 'row-group' ? child : []))
    .sort((a, b) => rank(a) - rank(b))
    .flatMap((group) =>
      group.kind === 'row' ? group : group.children.flatMap((child) => (child.kind === 'row' ? child : [])),
    );
}
