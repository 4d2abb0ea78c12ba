import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QueryRunner } from 'typeorm';

const libs = join(__dirname, '..', 'libs');

/**
 * Creates or replaces functions with their current text, which is in `libs/<lib>/sql/<function>.sql` and nowhere else.
 * @param names in the order in which Postgres must create them
 */
export async function applyFunctions(runner: QueryRunner, lib: string, names: readonly string[]): Promise<void> {
  // The current text may name columns that a later migration adds, so bodies are not checked before the last migration has run.
  await runner.query('set local check_function_bodies = off');
  for (const name of names) await runner.query(readFileSync(join(libs, lib, 'sql', `${name}.sql`), 'utf8'));
}
