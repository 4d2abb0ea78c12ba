import type { CountedKind } from './counted-days';

/** SQL: whether a row of a view completed without being repeated. */
export const succeededAtOnce = (kind: CountedKind): string =>
  `status = 'completed' and ${kind === 'renders' ? 'attempts <= 1' : 'retries = 0'}`;

/**
 * SQL: joins the targets `t` of ended uploads whose files were made (`ready`), or could not be (`failed`).
 * @param items alias of rows with `kind`, `id` and `status`
 */
export const renditionsOf = (items: string): string => `
  join insights_upload_targets t on t.upload_id = ${items}.id
    where ${items}.kind = 'uploads' and ${items}.status in ('completed', 'partial', 'failed') and t.status <> 'pending'`;
