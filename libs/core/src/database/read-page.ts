import { isUUID } from 'class-validator';
import type { SelectQueryBuilder } from 'typeorm';
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
    .addSelect(`to_char(${alias}.createdAt at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`, 'page_created_at')
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
  const rows = entities.slice(0, limit);
  const last = entities.length > limit ? rows.at(-1) : undefined;
  return {
    rows,
    nextCursor: last ? encodeCursor({ createdAt: raw[limit - 1]?.page_created_at ?? '', id: last.id }) : null,
  };
}

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
