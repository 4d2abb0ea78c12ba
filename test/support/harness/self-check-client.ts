import { Client } from 'pg';
import type { TestUser } from './test-credentials';
import { waitUntil } from './wait-until';

export interface SelfCheckRow {
  id: string;
  status: string;
  attempts: number;
  completions: number;
  effects: number;
  worker: string | null;
}

/** Starts self-checks over HTTP and reads their rows. */
export class SelfCheckClient {
  constructor(
    private readonly apiUrl: string,
    private readonly databaseUrl: string,
    private readonly user: TestUser,
  ) {}

  /** Retries until it gets 201; after a lost answer there may be one self-check that it does not know of. */
  async start(workMs: number): Promise<string> {
    return waitUntil(
      async () => {
        const response = await fetch(`${this.apiUrl}/api/v1/self-checks`, {
          method: 'POST',
          headers: { authorization: `Bearer ${this.user.apiKey}`, 'content-type': 'application/json' },
          body: JSON.stringify({ work_ms: workMs }),
        });
        const { id } = (await response.json()) as { id?: string };
        return response.status === 201 ? id : undefined;
      },
      { timeoutMs: 60_000, intervalMs: 100 },
    );
  }

  async rows(): Promise<SelfCheckRow[]> {
    return this.sql(
      `select id, status, attempts, completions, worker, (select count(*)::int from self_check_effects where self_check_id = id) as effects from self_checks order by created_at, id`,
    );
  }

  async row(id: string): Promise<SelfCheckRow> {
    const found = (await this.rows()).find((row) => row.id === id);
    if (!found) throw new Error(`there is no self-check ${id}`);
    return found;
  }

  async sql<T>(statement: string, parameters: unknown[] = []): Promise<T[]> {
    const client = new Client({ connectionString: this.databaseUrl });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(statement, parameters)).rows as T[];
    } finally {
      await client.end();
    }
  }

  /** Does not wait for the schedule. */
  async reconcileNow(): Promise<void> {
    await this.sql(
      `insert into outbox (queue, name, job_id, payload, request_id, due_at) values ('light', 'system.reconcile', $1, '{}', 'request-1', now())`,
      [`reconcile-${performance.now()}`],
    );
  }

  /** Resolves with all rows once each of them has finished. */
  allFinished(timeoutMs = 60_000): Promise<SelfCheckRow[]> {
    return waitUntil(
      async () => {
        const rows = await this.rows();
        return rows.every(({ status }) => status === 'completed' || status === 'failed') ? rows : undefined;
      },
      { timeoutMs, intervalMs: 100 },
    );
  }
}
