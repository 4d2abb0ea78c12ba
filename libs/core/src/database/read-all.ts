import type { EntityManager } from 'typeorm';

/** Rows may be as large as a description with its history. */
const PAGE_ROWS = 100;

/** A statement that may select more rows than fit into memory. */
interface KeyedRows {
  /** Selects rows, in any order. */
  select: string;
  parameters: readonly unknown[];
  /**
   * Columns of the result that together are unique and never change, with their types. Pages are cheap when an index
   * has them after the columns by which `select` filters.
   */
  key: Readonly<Record<string, 'bigint' | 'date' | 'text' | 'timestamptz' | 'uuid'>>;
}

/** All rows in the order of their key, read a page at a time. Rows that are added meanwhile may be missing. */
export async function* readAll<Row extends object>(
  manager: Pick<EntityManager, 'query'>,
  { select, parameters, key }: KeyedRows,
): AsyncGenerator<Row> {
  const columns = Object.keys(key).map((column) => `list.${column}`);
  const casts = Object.values(key).map((type, index) => `$${parameters.length + index + 1}::${type}`);
  // Text keeps all digits of a time, which `Date` does not.
  const position = `array[${columns.map((column) => `${column}::text`).join(', ')}] as "pageKey"`;
  for (let after: readonly string[] | undefined; ; ) {
    const later = after ? `where (${columns.join(', ')}) > (${casts.join(', ')})` : '';
    const page = await manager.query<(Row & { pageKey: string[] })[]>(
      `select list.*, ${position} from (${select}) list ${later} order by ${columns.join(', ')} limit ${PAGE_ROWS}`,
      [...parameters, ...(after ?? [])],
    );
    for (const { pageKey, ...row } of page) {
      after = pageKey;
      yield row as unknown as Row;
    }
    if (page.length < PAGE_ROWS) return;
  }
}
