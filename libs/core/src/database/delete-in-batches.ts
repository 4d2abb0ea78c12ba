import type { EntityManager } from 'typeorm';
import { affectedRows } from './affected-rows';

const BATCH = 5_000;

/** Deletes rows that may be too many for the time limit of one statement. @returns their number */
export async function deleteInBatches(
  manager: EntityManager,
  { table, where }: { table: string; where: string },
  parameters: readonly unknown[],
): Promise<number> {
  for (let total = 0; ; ) {
    const count = await affectedRows(
      manager,
      `delete from ${table} where ctid = any(array(select ctid from ${table} where ${where} limit ${BATCH}))`,
      [...parameters],
    );
    total += count;
    if (count < BATCH) return total;
  }
}
