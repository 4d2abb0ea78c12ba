import { Client } from 'pg';
import { createTestUser, type TestUser } from './test-credentials';
import { waitUntil } from './wait-until';

export interface SelfCheckRow {
  id: string;
  status: string;
  attempts: number;
  completions: number;
  effects: number;
  worker: string | null;
}

/** Starts self-checks over HTTP, each for an account of its own, and reads their rows. */
export class SelfCheckClient {
  private readonly accounts: TestUser[] = [];

  constructor(
    private readonly apiUrl: string,
    private readonly databaseUrl: string,
  ) {}

  /** Creates the accounts of the next self-checks, for tests in which the database is away later. */
  async prepare(count: number): Promise<readonly TestUser[]> {
    for (let made = 0; made < count; made++) this.accounts.push(await createTestUser(this.databaseUrl));
    return [...this.accounts];
  }

  /** Retries until it is accepted; after a lost answer the refusal of the next request names the self-check. */
  async start(workMs: number): Promise<string> {
    const { apiKey } = this.accounts.pop() ?? (await createTestUser(this.databaseUrl));
    return waitUntil(
      async () => {
        const response = await fetch(`${this.apiUrl}/api/v1/self-checks`, {
          method: 'POST',
          headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
          body: JSON.stringify({ work_ms: workMs }),
        });
        const { id, self_check_id: unfinished } = (await response.json()) as { id?: string; self_check_id?: string };
        return response.status === 201 ? id : unfinished;
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
