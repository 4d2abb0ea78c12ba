import { isUUID } from 'class-validator';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { invalidInput } from '../core.errors';

/** One page of a list. `nextCursor` is null on the last one. */
export interface Page<T> {
  rows: T[];
  nextCursor: string | null;
}

interface PagePosition {
  /**
   * ISO 8601 with all six fractional digits: `Date` would drop the last three, and with them rows at the edge of a
   * page.
   */
  createdAt: string;
  id: string;
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const LONGEST_CURSOR = 200;

/**
 * The page that a `PageQuery` requests, newest first by (created_at, id): rows that appear or vanish meanwhile neither
 * repeat nor hide others. The entity has `createdAt` and a UUID `id`; the query may filter and make to-one joins, but
 * must not order.
 * @throws AppError invalid_input for a malformed cursor
 */
export async function readPage<T extends { id: string }>(
  query: SelectQueryBuilder<T>,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<T>> {
  const { alias } = query;
  query
    .addSelect(positionOf(`${alias}.createdAt`), 'page_created_at')
    .orderBy(`${alias}.createdAt`, 'DESC')
    .addOrderBy(`${alias}.id`, 'DESC')
    .limit(limit + 1);
  if (cursor !== undefined) {
    const { createdAt, id } = readCursor(cursor, isPosition);
    query.andWhere(`(${alias}.createdAt, ${alias}.id) < (:pageCreatedAt::timestamptz, :pageId::uuid)`, {
      pageCreatedAt: createdAt,
      pageId: id,
    });
  }
  const { entities, raw } = await query.getRawAndEntities<{ page_created_at: string }>();
  return pageOf(entities, limit, ({ id }, index) => ({ createdAt: raw[index]?.page_created_at ?? '', id }));
}

/** A list as a statement in SQL. */
interface ListedRows<T> {
  /** Selects rows with a UUID `id`, in any order. */
  select: string;
  parameters: readonly unknown[];
  /** The column of the result by which the list is ordered: a `timestamptz`. */
  time: string & keyof T;
}

/**
 * `readPage` for a list that has no entity.
 * @throws AppError invalid_input for a malformed cursor
 */
export async function readRows<T extends { id: string }>(
  manager: Pick<EntityManager, 'query'>,
  { select, parameters, time }: ListedRows<T>,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<T>> {
  const position = cursor === undefined ? undefined : readCursor(cursor, isPosition);
  const count = parameters.length;
  const older = position ? `where (list."${time}", list.id) < ($${count + 2}::timestamptz, $${count + 3}::uuid)` : '';
  const found = await manager.query<(T & { pageTime: string })[]>(
    `select list.*, ${positionOf(`list."${time}"`)} as "pageTime" from (${select}) list ${older}
     order by list."${time}" desc, list.id desc limit $${count + 1}`,
    [...parameters, limit + 1, ...(position ? [position.createdAt, position.id] : [])],
  );
  const { rows, nextCursor } = pageOf(found, limit, ({ pageTime, id }) => ({ createdAt: pageTime, id }));
  return { rows: rows.map(({ pageTime: _, ...row }) => row as unknown as T), nextCursor };
}

/** The first `limit` of the rows that were found; one more than those shows that another page follows. */
export function pageOf<T>(found: readonly T[], limit: number, keyOf: (last: T, index: number) => unknown): Page<T> {
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last === undefined ? null : encodeCursor(keyOf(last, limit - 1)) };
}

/**
 * For a list whose rows have growing numbers, newest first: the page has the rows with numbers below this. Null for the
 * first page.
 * @throws AppError invalid_input
 */
export function numberBefore(cursor: string | undefined): number | null {
  return cursor === undefined ? null : readCursor(cursor, (key): key is number => Number.isSafeInteger(key));
}

const positionOf = (time: string): string => `to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** A position in a list as text that is opaque to clients; `key` is any JSON value. */
export function encodeCursor(key: unknown): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * The key that was passed to `encodeCursor`.
 * @param isKey checks that the key belongs to this list, because a client may send anything, including cursors of other
 * lists
 * @throws AppError invalid_input
 */
export function readCursor<Key>(cursor: string, isKey: (key: unknown) => key is Key): Key {
  const key = cursor.length > LONGEST_CURSOR ? undefined : parse(Buffer.from(cursor, 'base64url').toString());
  if (isKey(key)) return key;
  throw invalidInput(undefined, {
    errors: [{ path: 'cursor', code: 'cursor', message: 'this list did not issue the cursor' }],
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isPosition(key: unknown): key is PagePosition {
  const { createdAt, id } = (key ?? {}) as Partial<Record<keyof PagePosition, unknown>>;
  return isPageTime(createdAt) && isUUID(id);
}

/**
 * Whether a value is a moment in the form that list cursors hold and Postgres can read. `Date` alone would accept
 * February 30.
 */
export function isPageTime(value: unknown): value is string {
  if (typeof value !== 'string' || !TIME.test(value) || value.startsWith('0000')) return false;
  const moment = new Date(value);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 19) === value.slice(0, 19);
}
