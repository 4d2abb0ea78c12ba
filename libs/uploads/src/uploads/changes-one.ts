import type { EntityManager } from 'typeorm';

/** Runs a statement that changes at most one row. @returns whether it changed one */
export async function changesOne(manager: EntityManager, statement: string, parameters: unknown[]): Promise<boolean> {
  const [, count] = await manager.query<[unknown[], number]>(statement, parameters);
  return count === 1;
}
