import { isUUID } from 'class-validator';
import type { SelectQueryBuilder } from 'typeorm';
import { invalidInput } from '../core.errors';

/** One page of a list. `nextCursor` is null on the last one. */
export interface Page<T> {
  rows: T[];
  nextCursor: string | null;
}

export interface PagePosition {
  /** ISO 8601 with all six digits: `Date` would drop the last three, and with them rows at the edge of a page. */
  createdAt: string;
  id: string;
}

const CURSOR = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/**
 * The page that a `PageQuery` asks for, newest first by (created_at, id): rows that come or go meanwhile neither repeat nor
 * hide others. The entity has `createdAt` and a UUID `id`; the query may filter and join to one, but not order.
 * @throws AppError invalid_input for a cursor that is none
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
  if (cursor !== undefined)
    query.andWhere(
      `(${alias}.createdAt, ${alias}.id) < (:pageCreatedAt::timestamptz, :pageId::uuid)`,
      parametersOf(cursor),
    );
  const { entities, raw } = await query.getRawAndEntities<{ page_created_at: string }>();
  const rows = entities.slice(0, limit);
  const last = entities.length > limit ? rows.at(-1) : undefined;
  return {
    rows,
    nextCursor: last ? encodeCursor({ createdAt: raw[limit - 1]?.page_created_at ?? '', id: last.id }) : null,
  };
}

/** Opaque to clients. */
export function encodeCursor({ createdAt, id }: PagePosition): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url');
}

/** Undefined for anything that `encodeCursor` did not make. */
export function decodeCursor(cursor: unknown): PagePosition | undefined {
  if (typeof cursor !== 'string' || cursor.length > 200) return undefined;
  const [createdAt = '', id = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split(' ');
  return CURSOR.test(createdAt) && !Number.isNaN(Date.parse(createdAt)) && isUUID(id) ? { createdAt, id } : undefined;
}

function parametersOf(cursor: string): { pageCreatedAt: string; pageId: string } {
  const position = decodeCursor(cursor);
  if (!position)
    throw invalidInput(undefined, {
      errors: [{ path: 'cursor', code: 'cursor', message: 'cursor is not one that this list gave' }],
    });
  return { pageCreatedAt: position.createdAt, pageId: position.id };
}
