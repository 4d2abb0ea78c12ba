import sql, { raw, type Sql } from 'sql-template-tag';
import type { RenderProxyConfig } from '../render-proxy.config';

/**
 * Condition on a row of `renders`: its owner may have one more running render or segment. Each RENDER_BASE_SECONDS that
 * the owner's stopped renders used up takes one slot; an owner without slots comes after all others.
 */
export function ownerHasRoom(
  config: Pick<RenderProxyConfig, 'RENDER_BASE_SECONDS' | 'RENDER_MAX_CONCURRENT_PER_USER'>,
): Sql {
  const lost = sql`ceil(render_overrun(renders.user_id) / ${config.RENDER_BASE_SECONDS}::float8)`;
  const slots = sql`${config.RENDER_MAX_CONCURRENT_PER_USER}::float8 - ${lost}`;
  const running = sql`((select count(*) from renders other where other.user_id = renders.user_id and other.finished_at is null
      and other.id <> renders.id and (other.lease_until > clock_timestamp() or other.provider_render_id is not null))
    + (select count(*) from render_segments segment join renders other on other.id = segment.render_id
      where other.user_id = renders.user_id and other.finished_at is null and segment.lease_until > clock_timestamp()))`;
  const othersWait = sql`exists (select 1 from renders other where other.user_id <> renders.user_id and other.finished_at is null
    and other.provider_render_id is null and other.attempts = 0 and not ${raw(isSplit('other'))} and render_overrun(other.user_id) = 0)`;
  return sql`${running} < ${slots} or (${running} = 0 and not ${othersWait})`;
}

/** Takes a lock until the end of the transaction, so that two workers never take the last slot of an owner. */
export const LOCK_OWNER = `select pg_advisory_xact_lock(hashtextextended('renders ' || user_id, 0)) from renders`;

/**
 * Condition: a render is encoded in segments.
 * @param row name of the row of `renders`
 */
export const isSplit = (row: 'renders' | 'other'): string =>
  `exists (select 1 from render_plans where render_plans.render_id = ${row}.id and plan is not null)`;
