import sql, { raw, type Sql } from 'sql-template-tag';
import type { RenderProxyConfig } from '../render-proxy.config';

type RoomConfig = Pick<RenderProxyConfig, 'RENDER_BASE_SECONDS' | 'RENDER_MAX_CONCURRENT_PER_USER'>;

/**
 * Condition on a row of `renders`: its owner may have one more running render or segment. Each RENDER_BASE_SECONDS that
 * the owner's stopped renders used up takes one slot; an owner without slots comes after all others.
 */
export function ownerHasRoom(config: RoomConfig): Sql {
  const slots = slotsOf(config);
  const running = sql`((select count(*) from renders other where other.user_id = renders.user_id and other.finished_at is null
      and other.id <> renders.id and (other.lease_until > clock_timestamp() or other.provider_render_id is not null))
    + (select count(*) from render_segments segment join renders other on other.id = segment.render_id
      where other.user_id = renders.user_id and other.finished_at is null and segment.lease_until > clock_timestamp()))`;
  const othersWait = sql`exists (select 1 from renders other where other.user_id <> renders.user_id and other.finished_at is null
    and other.provider_render_id is null and other.attempts = 0 and not ${raw(isSplit('other'))} and render_overrun(other.user_id) = 0)`;
  return sql`${running} < ${slots} or (${running} = 0 and not ${othersWait})`;
}

/**
 * Condition on a row of `renders` that is not split: its segments would give work to a slot of its owner that the
 * segments of the owner's split renders cannot fill. So a batch is completed one after another and not all at its end.
 */
const ownerNeedsSegments = (config: RoomConfig): Sql =>
  sql`(select count(*) from renders other where other.user_id = renders.user_id and other.finished_at is null
    and other.cancel_requested_at is null and exists (select 1 from render_segments segment
      where segment.render_id = other.id and segment.state = 'waiting' and segment.due_at <= clock_timestamp())
    ) < greatest(1, ${slotsOf(config)})`;

function slotsOf(config: RoomConfig): Sql {
  const lost = sql`ceil(render_overrun(renders.user_id) / ${config.RENDER_BASE_SECONDS}::float8)`;
  return sql`${config.RENDER_MAX_CONCURRENT_PER_USER}::float8 - ${lost}`;
}

/**
 * Condition on a row of `renders`: it has started before, it is to end, or its owner has room for another one. One that
 * may be split also waits while the owner has enough segments.
 */
export const mayStart = (config: RoomConfig): Sql =>
  sql`provider_render_id is not null or cancel_requested_at is not null or ${raw(isSplit('renders'))}
    or ((${ownerHasRoom(config)}) and (is_short or ${ownerNeedsSegments(config)}))`;

/** Takes a lock until the end of the transaction, so that two workers never take the last slot of an owner. */
export const LOCK_OWNER = `select pg_advisory_xact_lock(hashtextextended('renders ' || user_id, 0)) from renders`;

/**
 * Condition: a render is encoded in segments.
 * @param row name of the row of `renders`
 */
export const isSplit = (row: 'renders' | 'other'): string =>
  `exists (select 1 from render_plans where render_plans.render_id = ${row}.id and plan is not null)`;
