import { Pool } from 'pg';
import { v7 } from 'uuid';
import type { Servers } from './installation';
import { type Arm, interleave } from './measurement';
import { perSecond } from './per-second';
import { createCounters, likePgbench } from './pgbench-transaction';
import { type Section, section } from './section';

const CONNECTIONS = 16;
const ACCOUNTS = 1_000;

/**
 * The cost of a token reservation, compared with the transaction of `pgbench -N`: change one row, read it, write
 * another.
 */
export async function measureLedger(machine: Servers, pace: { rounds: number; seconds: number }): Promise<Section> {
  const { databaseUrl } = await machine.install('ledger');
  const pool = new Pool({ connectionString: databaseUrl, max: CONNECTIONS });
  const users = Array.from({ length: ACCOUNTS }, () => v7());
  await createCounters(pool, users);
  await pool.query(
    `insert into users (id, email, name) select id, id || '@example.com', 'bench' from unnest($1::uuid[]) id`,
    [users],
  );
  const grant = `select token_grant('bench:' || id, id, id, 9000000000000, 'purchase', 40::smallint, null, null, 'bench', null) from unnest($1::uuid[]) id`;
  await pool.query(grant, [users]);

  const any = () => users[Math.floor(Math.random() * ACCOUNTS)] ?? '';
  const arm = (name: string, operation: () => Promise<unknown>): Arm => ({
    name,
    measure: () => perSecond(operation, { connections: CONNECTIONS, seconds: pace.seconds }),
  });
  try {
    const results = await interleave(
      [
        arm('pgbench -N, its five statements', () => likePgbench(pool, any())),
        arm('its two changes in one statement', () => countUp(pool, any())),
        arm('reserve, 1,000 accounts', () => reserve(pool, any())),
        arm('reserve, one account', () => reserve(pool, users[0] ?? '')),
        arm('reserve and settle, 1,000 accounts', async () => settle(pool, await reserve(pool, any()))),
      ],
      pace.rounds,
    );
    return section(
      'Token ledger',
      'operations/s',
      `${CONNECTIONS} connections of one process; every commit waits for the disk.`,
      results,
    );
  } finally {
    await pool.end();
  }
}

async function countUp(pool: Pool, id: string): Promise<void> {
  await pool.query({
    name: 'count',
    text: 'with changed as (update counters set n = n + 1 where id = $1 returning id, n) insert into counter_history (id, n) select id, n from changed',
    values: [id],
  });
}

async function reserve(pool: Pool, user: string): Promise<string> {
  const id = v7();
  const holds = JSON.stringify([{ id, subject_type: 'render', subject_id: id, amount: 1_000, deadline_seconds: 600 }]);
  await pool.query({
    name: 'reserve',
    text: `select token_reserve($1, $2, $3, 'bench')`,
    values: [`render:${id}:hold:1`, user, holds],
  });
  return id;
}

async function settle(pool: Pool, hold: string): Promise<void> {
  await pool.query({
    name: 'settle',
    text: `select token_resolve($1, $2, 700, 'bench')`,
    values: [`hold:${hold}:settle`, hold],
  });
}
