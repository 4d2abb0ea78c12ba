import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '@app/core';
import { Client } from 'pg';
import type { Console } from './console';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './postgres/embedded-postgres';

/** The oldest server with the features that the schema and the queue use. */
const OLDEST_MAJOR = 14;
const WATCH_EVERY_MS = 500;
const RETRY_EVERY_MS = 5_000;

/** The database of a running instance. */
export interface Database {
  readonly url: string;
  /** For the start's report. */
  readonly description: string;
  /** `force` skips the checkpoint: the next start recovers. */
  stop(force?: boolean): Promise<void>;
}

/**
 * The server of DATABASE_URL: checked here, but not stopped by us.
 * @throws Error with a message for the operator
 */
export async function useDatabase(url: string): Promise<Database> {
  const { host, pathname } = new URL(url);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; number: number }>(
      `select current_setting('server_version') as version, current_setting('server_version_num')::int as number`,
    );
    const [server] = rows;
    if (!server || server.number < OLDEST_MAJOR * 10_000)
      throw new Error(`it is PostgreSQL ${server?.version}, and ${OLDEST_MAJOR} or newer is needed`);
    return {
      url,
      description: `PostgreSQL ${server.version} at ${host}${pathname} (DATABASE_URL)`,
      stop: () => Promise.resolve(),
    };
  } catch (error) {
    throw new Error(
      `The database of DATABASE_URL (${host}${pathname}) cannot be used: ${(error as Error).message || (error as NodeJS.ErrnoException).code}.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The embedded server: started or adopted, restarted when it ends, stopped last. */
export class EmbeddedDatabase implements Database {
  private readonly stopped = new AbortController();
  private readonly watching: Promise<void>;

  private constructor(
    private server: EmbeddedPostgres,
    private readonly directory: string,
    private readonly console: Console,
    /** Called when the server had to move to another port. */
    private readonly onMoved: () => void,
  ) {
    this.watching = this.watch();
  }

  static async start(dataDir: string, console: Console, onMoved: () => void): Promise<EmbeddedDatabase> {
    const directory = join(dataDir, 'postgres');
    const onProgress = (message: string) => console.step('', `${message} …`);
    return new EmbeddedDatabase(await startEmbeddedPostgres({ directory, onProgress }), directory, console, onMoved);
  }

  get url(): string {
    return this.server.url;
  }

  get description(): string {
    return `PostgreSQL on 127.0.0.1:${this.server.port}${this.server.adopted ? ', was still running' : ''}`;
  }

  async stop(force = false): Promise<void> {
    this.stopped.abort();
    if (!force) await this.watching;
    await this.server.stop(force ? 'immediate' : 'fast');
  }

  private async watch(): Promise<void> {
    while (await this.pause(WATCH_EVERY_MS)) {
      this.server.capLog();
      if (isAlive(this.server.pid)) continue;
      this.console.warn('the database ended unexpectedly; starting it again');
      await this.revive();
    }
  }

  private async revive(): Promise<void> {
    const { url, port } = this.server;
    // Tries the same port first, because the other processes hold its address.
    for (let wanted: number | undefined = port; !this.stopped.signal.aborted; wanted = undefined) {
      try {
        this.server = await startEmbeddedPostgres({ directory: this.directory, port: wanted });
        this.console.line('the database is back');
        return this.server.url === url ? undefined : this.onMoved();
      } catch (error) {
        this.console.warn((error as Error).message);
        await this.pause(RETRY_EVERY_MS);
      }
    }
  }

  /** False when it was cut short because the database is about to stop. */
  private pause(ms: number): Promise<boolean> {
    return sleep(ms, true, { signal: this.stopped.signal }).catch(() => false);
  }
}
