import { Pool } from 'pg';
import { v7 } from 'uuid';
import { createCounters, likePgbench } from '../pgbench-transaction';

/** Clients that change and write rows all the time, each in one transaction after the other. */
const CLIENTS = 4;
const COUNTERS = 1_000;

/** Keeps the database busy until it is stopped. */
async function main(): Promise<void> {
  const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: CLIENTS });
  const ids = Array.from({ length: COUNTERS }, () => v7());
  await createCounters(pool, ids);
  process.on('SIGTERM', () => process.exit(0));
  process.send?.({ type: 'ready' });
  const work = async () => {
    for (;;) await likePgbench(pool, ids[Math.floor(Math.random() * COUNTERS)] ?? '');
  };
  await Promise.all(Array.from({ length: CLIENTS }, work));
}

void main();
