import type { Socket } from 'node:net';
import pg, { Pool, type PoolClient, type PoolConfig } from 'pg';
import { unavailable } from './translate-database-error';

/** TypeORM's statement. */
const BEGIN = 'START TRANSACTION';
const BEGUN = { command: BEGIN, rows: [], rowCount: null };

/** Names of the prepared statements by their text. */
const names = new Map<string, string>();

/**
 * For a large statement that runs often: each connection analyses it once, which can take longer than running it.
 * Pass constants, because every text stays in memory, and no `*` in a result, because a migration may change that.
 * @returns the text
 */
export function prepared(text: string): string {
  if (!names.has(text)) names.set(text, `prepared_${names.size + 1}`);
  return text;
}

/** The name under which connections prepare a text that `prepared` returned. */
export function nameOf(text: string): string {
  const name = names.get(text);
  if (name === undefined) throw new Error(`not a prepared statement: ${text.slice(0, 100)}`);
  return name;
}

type OnConnect = (
  error: Error | undefined,
  client: PoolClient | undefined,
  release: (broken?: Error | boolean) => void,
) => void;

/** Translates errors here, because elsewhere "connection refused" does not reveal that it concerns the database. */
class DatabasePool extends Pool {
  constructor(options?: PoolConfig) {
    // Statements that do not wait for each other's results are sent together.
    super({ ...options, pipeline: true });
    // The server may end a session before its first statement, when nothing else listens yet. Then that statement
    // fails; an 'error' event without a listener would end the process.
    this.on('connect', (client) => client.on('error', () => undefined));
    this.on('connect', prepareStatements);
  }

  override connect(): Promise<PoolClient>;
  override connect(onConnect: OnConnect): void;
  override connect(onConnect?: OnConnect): Promise<PoolClient> | void {
    if (!onConnect)
      return super
        .connect()
        .catch((error: Error) => Promise.reject(unavailable('The database cannot be reached.', error)));
    super.connect((error, client, release) =>
      onConnect(error && unavailable('The database cannot be reached.', error), client, release),
    );
  }
}

/**
 * Lets the connection prepare the statements that are worth it; TypeORM passes only their text. The connection sends the
 * first statement of a transaction without waiting for the answer to `begin`. When `begin` fails, the connection ends,
 * so that the transaction fails as a whole.
 */
function prepareStatements(client: PoolClient): void {
  const query = client.query.bind(client) as (statement: unknown, ...rest: unknown[]) => Promise<unknown>;
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const send = writesTogether(stream);
  const preparing = (statement: unknown, ...rest: unknown[]) => {
    send();
    if (statement === BEGIN) {
      query(statement).catch((error: Error) => stream.destroy(error));
      return Promise.resolve(BEGUN);
    }
    const name = typeof statement === 'string' ? names.get(statement) : undefined;
    return query(name === undefined ? statement : { name, text: statement }, ...rest);
  };
  client.query = preparing as typeof client.query;
}

/** Collects what is written before the event loop continues: most of a statement's time in this process is its write. */
function writesTogether(stream: Socket): () => void {
  return () => {
    if (stream.writableCorked > 0) return;
    stream.cork();
    process.nextTick(() => stream.uncork());
  };
}

/** The `pg` package as TypeORM loads it, with a pool that reports failures as our errors. */
export const postgresDriver = Object.assign(Object.create(pg) as typeof pg, { Pool: DatabasePool });
