import type { Pool } from 'pg';

/** The tables of `likePgbench`, with a counter for each id. */
export async function createCounters(pool: Pool, ids: readonly string[]): Promise<void> {
  await pool.query('create table if not exists counters (id uuid primary key, n bigint not null)');
  await pool.query(
    'create table if not exists counter_history (id uuid not null, n bigint not null, at timestamptz not null default now())',
  );
  await pool.query('insert into counters select id, 0 from unnest($1::uuid[]) id', [ids]);
}

/** The transaction of `pgbench -N` in its five statements: change one row, read it, write another. */
export async function likePgbench(pool: Pool, id: string): Promise<void> {
  const client = await pool.connect();
  await client.query({ name: 'begin', text: 'begin' });
  await client.query({ name: 'update', text: 'update counters set n = n + 1 where id = $1', values: [id] });
  await client.query({ name: 'select', text: 'select n from counters where id = $1', values: [id] });
  await client.query({ name: 'insert', text: 'insert into counter_history (id, n) values ($1, 1)', values: [id] });
  await client.query({ name: 'end', text: 'end' });
  client.release();
}
