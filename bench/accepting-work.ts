import { Pool } from 'pg';
import { v7 } from 'uuid';
import type { Installation, Servers } from './installation';
import { requestsPerSecond } from './load';
import { type Arm, interleave } from './measurement';
import { type Section, section } from './section';
import { ServerProcess } from './server-process';

const CONNECTIONS = 10;

/** The cost of accepting a POST end to end, compared with the writes that Postgres alone needs for its rows. */
export async function measureAccepting(machine: Servers, pace: { rounds: number; seconds: number }): Promise<Section> {
  const installation = await machine.install('accepting');
  const pool = new Pool({ connectionString: installation.databaseUrl, max: CONNECTIONS });
  const api = await ServerProcess.start('apps/api/src/main', {
    ...installation.env,
    API_PORT: '0',
    API_HOST: '127.0.0.1',
    RATE_LIMIT_REQUESTS: '100000',
    RATE_LIMIT_WINDOW: '1',
  });
  // One account starts thousands of self-checks, none of which finishes here.
  await pool.query('drop index self_checks_one_unfinished');
  const post: Arm = {
    name: 'POST a self-check',
    measure: () =>
      requestsPerSecond({
        url: `${api.url}/api/v1/self-checks`,
        seconds: pace.seconds,
        connections: CONNECTIONS,
        method: 'POST',
        body: '{"work_ms":0}',
        headers: [{ authorization: `Bearer ${installation.apiKey}`, 'content-type': 'application/json' }],
      }),
  };
  try {
    const results = await interleave(
      [{ name: 'the same rows in SQL', measure: () => insertsPerSecond(pool, installation, pace.seconds) }, post],
      pace.rounds,
    );
    return section(
      'Accepting work',
      'requests/s',
      `${CONNECTIONS} connections each; one transaction with a row and its outbox row, waiting for the disk.`,
      results,
    );
  } finally {
    await api.stop();
    await pool.end();
  }
}

async function insertsPerSecond(pool: Pool, { userId }: Installation, seconds: number): Promise<number> {
  let inserted = 0;
  const deadline = performance.now() + seconds * 1_000;
  const insertUntilDeadline = async () => {
    for (; performance.now() < deadline; inserted++) {
      const client = await pool.connect();
      const id = v7();
      await client.query('begin');
      await client.query(
        `insert into self_checks (id, user_id, work_ms, deadline_at) values ($1, $2, 0, now() + interval '1 day')`,
        [id, userId],
      );
      await client.query(
        `insert into outbox (queue, name, job_id, payload, request_id, due_at) values ('heavy', 'self_check.run', $1, $2, 'benchmark', now())`,
        [`self_check.run-${id}`, JSON.stringify({ selfCheckId: id })],
      );
      await client.query('commit');
      client.release();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, insertUntilDeadline));
  return inserted / seconds;
}
