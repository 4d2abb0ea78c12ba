import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Installation } from './installation';

const LOOK_EVERY_MS = 200;
const ENDED_BADLY = ['failed', 'cancelled'];

/** An account whose address is confirmed, with more tokens than a benchmark needs. */
export async function prepareAccount({ databaseUrl, userId }: Installation): Promise<void> {
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  await database.query('update users set email_verified_at = now() where id = $1', [userId]);
  await database.query(
    `select token_grant('bench', $1, $1, 9000000000000, 'purchase', 40::smallint, null, null, 'bench', null)`,
    [userId],
  );
  await database.end();
}

/** Sends edits as clients do. */
export class RenderClient {
  constructor(
    private readonly url: string,
    private readonly apiKey: string,
  ) {}

  /** @returns the id of the job */
  async render(edit: object): Promise<string> {
    return (await this.ask<{ job_id: string }>('POST', '/api/v1/render', edit)).job_id;
  }

  /** Seconds from the POST until the render is completed. @throws Error when it fails */
  async seconds(edit: object): Promise<number> {
    const began = performance.now();
    await this.completed(await this.render(edit));
    return (performance.now() - began) / 1_000;
  }

  /** @throws Error when the render fails */
  async completed(id: string): Promise<void> {
    for (; ; await sleep(LOOK_EVERY_MS)) {
      const { status, error } = await this.job(id);
      if (status === 'completed') return;
      if (ENDED_BADLY.includes(status)) throw new Error(`the render is ${status}: ${JSON.stringify(error)}`);
    }
  }

  job(id: string): Promise<{ status: string; error: object | null }> {
    return this.ask('GET', `/api/v1/job/${id}`);
  }

  async cancel(id: string): Promise<void> {
    await this.ask('DELETE', `/api/v1/job/${id}`);
  }

  /** The picture of a preview. */
  async preview(edit: object): Promise<ArrayBuffer> {
    return (await this.send('POST', '/api/v1/preview', edit)).arrayBuffer();
  }

  private async ask<T>(method: string, path: string, body?: object): Promise<T> {
    return (await (await this.send(method, path, body)).json()) as T;
  }

  private async send(method: string, path: string, body?: object): Promise<Response> {
    const headers = { authorization: `Bearer ${this.apiKey}`, ...(body && { 'content-type': 'application/json' }) };
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  }
}
