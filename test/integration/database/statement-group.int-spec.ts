import { randomUUID } from 'node:crypto';
import { commitGroup, DatabaseModule, prepared, type Statement } from '@app/core';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { waitUntil } from '../../support/harness/wait-until';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const INSERT = prepared('insert into works (id, note) values ($1, $2)');
const CHECK = prepared('select 1 / $1::integer as quotient');

describe('statements that are sent together', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let db: DataSource;
  beforeEach(async () => {
    database = await createTestDatabase();
    Object.assign(process.env, { DATABASE_URL: database.url });
    // One connection, so that every group meets what the one before has left.
    const module = DatabaseModule.forProcess({ mostConnections: 1 });
    app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
    db = app.get(DataSource);
    await db.query('create table works (id uuid primary key, note text)');
  });
  afterEach(async () => {
    await app.close();
    await database.drop();
  });

  const insert = (id: string, note: string | number | null = null): Statement => ({ text: INSERT, values: [id, note] });
  const divide = (divisor: number): Statement => ({ text: CHECK, values: [divisor] });
  const notes = async () =>
    (await db.query<{ note: string | null }[]>('select note from works order by note')).map(({ note }) => note);

  it('change everything or nothing, in their order', async () => {
    const id = randomUUID();
    await expect(commitGroup(db, [insert(id), divide(0), insert(randomUUID())])).rejects.toThrow('division by zero');
    await expect(commitGroup(db, [insert(id), insert(id)])).rejects.toThrow('duplicate key');
    expect(await notes()).toEqual([]);
    await commitGroup(db, [insert(id, "a 'quoted' ✓"), divide(1), insert(randomUUID(), 7), insert(randomUUID())]);
    expect(await notes()).toEqual(['7', "a 'quoted' ✓", null]);
  });

  it('are prepared once on each connection, also after a group that failed', async () => {
    await expect(commitGroup(db, [divide(0), insert(randomUUID())])).rejects.toThrow('division by zero');
    for (let round = 0; round < 3; round += 1) await commitGroup(db, [insert(randomUUID()), divide(1)]);
    const found = await db.query<{ statement: string; runs: number }[]>(
      'select statement, (generic_plans + custom_plans)::integer as runs from pg_prepared_statements order by statement',
    );
    expect(found).toEqual([
      { statement: INSERT, runs: 3 },
      { statement: CHECK, runs: 3 },
    ]);
  });

  it('leave the same statement usable alone, also after a group that failed', async () => {
    await expect(commitGroup(db, [insert(randomUUID()), divide(0)])).rejects.toThrow('division by zero');
    await db.query(INSERT, [randomUUID(), 'alone']);
    await commitGroup(db, [insert(randomUUID(), 'together')]);
    expect(await notes()).toEqual(['alone', 'together']);
  });

  it('tell what they have to tell only after the commit', async () => {
    const told: string[] = [];
    const telling = (statement: Statement, name: string): Statement => ({
      ...statement,
      committed: () => told.push(name),
    });
    await expect(commitGroup(db, [telling(insert(randomUUID()), 'refused'), divide(0)])).rejects.toThrow();
    await commitGroup(db, [telling(insert(randomUUID()), 'first'), telling(divide(1), 'second')]);
    expect(told).toEqual(['first', 'second']);
  });

  it('refuse with an error of their own', async () => {
    const throwRefusal = (error: unknown) => {
      if ((error as Error).message.includes('division')) throw new Error('refused');
    };
    await expect(commitGroup(db, [{ ...divide(0), throwRefusal }, insert(randomUUID())])).rejects.toThrow('refused');
    await expect(commitGroup(db, [insert('no id'), { ...divide(1), throwRefusal }])).rejects.toThrow('invalid input');
  });

  it('fail when the connection ends, and leave the next group a new one', async () => {
    const sleep = prepared('select pg_sleep($1)');
    const end = `select count(pg_terminate_backend(pid)) from pg_stat_activity where query like 'select pg_sleep(%'`;
    const other = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    const ending = waitUntil(async () => Number((await other.query<[{ count: string }]>(end))[0].count) > 0);
    await expect(commitGroup(db, [insert(randomUUID()), { text: sleep, values: [60] }])).rejects.toThrow();
    await ending;
    await other.destroy();
    // The pool hears of the end of a connection a moment later.
    const next = () => commitGroup(db, [insert(randomUUID(), 'afterwards')]);
    await waitUntil(() =>
      next().then(
        () => true,
        () => false,
      ),
    );
    expect(await notes()).toEqual(['afterwards']);
  });
});
