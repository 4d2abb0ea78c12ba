import { affectedRows } from '@app/core';
import type { EntityManager } from 'typeorm';

/** How long the rows of each table are kept. */
const KEPT = {
  webhook_deliveries: '30 days',
  /** What could not be sent in that time is not sent. */
  discord_notices: '24 hours',
  notices: '30 days',
  account_events: '30 days',
} as const;
type Log = keyof typeof KEPT;

/** The tables whose rows leave with time. */
export const LOGS = Object.keys(KEPT) as readonly Log[];

/**
 * Deletes the oldest rows past their time.
 * @returns the number of rows
 */
export async function removeOldRows(log: Log, limit: number, manager: EntityManager): Promise<number> {
  return affectedRows(
    manager,
    `delete from ${log} where ctid = any(array(
       select ctid from ${log} where created_at < now() - interval '${KEPT[log]}' order by created_at limit $1))`,
    [limit],
  );
}
