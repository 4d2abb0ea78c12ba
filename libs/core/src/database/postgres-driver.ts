import pg, { Pool, type PoolClient, type PoolConfig } from 'pg';
import { unavailable } from './translate-database-error';

type OnConnect = (
  error: Error | undefined,
  client: PoolClient | undefined,
  release: (broken?: Error | boolean) => void,
) => void;

/** Translates errors here, because elsewhere "connection refused" does not reveal that it concerns the database. */
class DatabasePool extends Pool {
  constructor(options?: PoolConfig) {
    super(options);
    // The server may end a session before its first statement, when nothing else listens yet. Then that statement
    // fails; an 'error' event without a listener would end the process.
    this.on('connect', (client) => client.on('error', () => undefined));
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

/** The `pg` package as TypeORM loads it, with a pool that reports failures as our errors. */
export const postgresDriver = Object.assign(Object.create(pg) as typeof pg, { Pool: DatabasePool });
