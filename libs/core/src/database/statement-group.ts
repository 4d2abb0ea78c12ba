import { type PoolClient, Query, type QueryResult } from 'pg';
import { type DataSource, QueryFailedError, type QueryRunner } from 'typeorm';
import { nameOf } from './postgres-driver';

/** A statement that one lib contributes to a transaction of several. */
export interface Statement {
  /** The result of `prepared`: each connection analyses it once. */
  text: string;
  values: readonly (string | number | boolean | null)[];
  /** Called once the transaction has committed. */
  committed?: () => void;
  /** Throws the error for the caller if the statement has refused the transaction with this error of Postgres. */
  throwRefusal?: (error: unknown) => void;
}

/** The messages of Postgres' extended protocol, as `pg` sends them. */
interface Connection {
  parsedStatements: Record<string, string | undefined>;
  parse(message: { name: string; text: string }): void;
  close(message: { type: 'S'; name: string }): void;
  bind(message: { portal: string; statement: string; values: (string | null)[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: { portal: string }): void;
  sync(): void;
}

/** What `pg` calls on its own queries; its types do not declare it. */
const handlers = Query.prototype as unknown as { handleReadyForQuery(connection: Connection): void };

/**
 * Several statements with one `Sync` behind the last: outside a transaction Postgres commits all of them there or,
 * after an error, none. `begin`, `commit` and a `Sync` for each would cost a round trip and an answer each.
 */
class StatementGroup extends Query {
  /** Made before anything is sent: half a group must not reach the server. */
  private readonly messages: readonly { name: string; text: string; values: (string | null)[] }[];

  constructor(statements: readonly Statement[]) {
    super({ text: '' });
    this.messages = statements.map(({ text, values }) => ({
      // Names of their own: a group that failed does not tell which statements the server has prepared, and `pg` would
      // prepare one of those again when it is sent alone.
      name: `group_${nameOf(text)}`,
      text,
      values: values.map((value) => (value === null ? null : String(value))),
    }));
  }

  override submit = (connection: unknown): void => {
    const to = connection as Connection;
    for (const { name, text, values } of this.messages) {
      if (to.parsedStatements[name] === undefined) {
        // It may exist, from a group that failed.
        to.close({ type: 'S', name });
        to.parse({ name, text });
      }
      to.bind({ portal: '', statement: name, values });
      to.describe({ type: 'P', name: '' });
      to.execute({ portal: '' });
    }
    to.sync();
  };

  handleReadyForQuery(connection: Connection): void {
    for (const { name, text } of this.messages) connection.parsedStatements[name] = text;
    handlers.handleReadyForQuery.call(this, connection);
  }
}

/**
 * Runs the statements in their order on the runner's connection: in its transaction, or in one of their own.
 * @throws what a statement refuses, and QueryFailedError; then none of them has changed anything
 */
export async function runGroup(runner: QueryRunner, statements: readonly Statement[]): Promise<void> {
  const client = (await runner.connect()) as PoolClient;
  try {
    await new Promise<void>((resolve, reject) => {
      const done = (error: Error | null | undefined, _results: QueryResult | QueryResult[]) =>
        error ? reject(error) : resolve();
      (client.query as unknown as (group: StatementGroup, callback: typeof done) => void)(
        new StatementGroup(statements),
        done,
      );
    });
  } catch (error) {
    for (const { throwRefusal } of statements) throwRefusal?.(error);
    throw new QueryFailedError(statements.map(({ text }) => text).join(';\n'), [], error as Error);
  }
}

/** Runs the statements in their order in a transaction of their own, in one round trip; see `runGroup`. */
export async function commitGroup(dataSource: DataSource, statements: readonly Statement[]): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runGroup(runner, statements);
  } finally {
    await runner.release();
  }
  for (const { committed } of statements) committed?.();
}
