import type { EntityManager } from 'typeorm';

/** A transaction's `EntityManager`, or a `DataSource`. */
type Runner = Pick<EntityManager, 'query'>;

/** Runs an `update` or a `delete`. @returns the number of rows that it changed */
export async function affectedRows(runner: Runner, statement: string, parameters: unknown[] = []): Promise<number> {
  const [, count] = await runner.query<[unknown[], number]>(statement, parameters);
  return count;
}

/** Runs an `update` or a `delete` of at most one row. @returns whether it changed one */
export async function changesOne(runner: Runner, statement: string, parameters: unknown[]): Promise<boolean> {
  return (await affectedRows(runner, statement, parameters)) === 1;
}
