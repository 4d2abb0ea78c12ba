import { deleteInBatches, readAll } from '@app/core';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

/** More than two pages. */
const ROWS = 251;

describe('the rows of an owner', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    await dataSource.query('create table owned_notes (id uuid, created_at timestamptz, number bigint, owner int)');
    // Some at the same time, some a microsecond apart, which `Date` does not tell from each other.
    await dataSource.query(
      `insert into owned_notes select gen_random_uuid(), '2026-05-03T10:15:00Z'::timestamptz + (n / 3) * interval '1 microsecond', n, 1
       from generate_series(1, $1) n union all select gen_random_uuid(), now(), 0, 2`,
      [ROWS],
    );
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await database?.drop();
  });

  const select = 'select * from owned_notes where owner = $1';

  it('are read completely and in order, with a bounded number in memory', async () => {
    const query = jest.spyOn(dataSource.manager, 'query');
    const ids = new Set<string>();
    const times: string[] = [];
    const rows = readAll<{ id: string; number: string; created_at: Date }>(dataSource.manager, {
      select,
      parameters: [1],
      key: { created_at: 'timestamptz', id: 'uuid' },
    });
    for await (const { id, created_at, ...row } of rows) {
      expect(Object.keys(row).toSorted()).toEqual(['number', 'owner']);
      ids.add(id);
      times.push(created_at.toISOString());
    }
    expect([ids.size, times]).toEqual([ROWS, times.toSorted()]);
    const pages = (await Promise.all(query.mock.results.map(({ value }) => value as Promise<object[]>))).map(
      ({ length }) => length,
    );
    expect([Math.max(...pages), pages.length]).toEqual([100, 3]);
  });

  it('are read in the order of numbers, not of their digits', async () => {
    const numbers: number[] = [];
    for await (const { number } of readAll<{ number: string }>(dataSource.manager, {
      select,
      parameters: [1],
      key: { number: 'bigint' },
    }))
      numbers.push(Number(number));
    expect(numbers).toEqual(Array.from({ length: ROWS }, (_, index) => index + 1));
  });

  it('are deleted completely when they are more than one statement deletes, and no others', async () => {
    await dataSource.query(
      'insert into owned_notes select gen_random_uuid(), now(), n, 3 from generate_series(1, 5001) n',
    );
    const count = await deleteInBatches(dataSource.manager, { table: 'owned_notes', where: 'owner = $1' }, [3]);
    expect(count).toBe(5_001);
    const [left] = await dataSource.query<{ owners: number[] }[]>(
      'select array_agg(distinct owner order by owner) as owners from owned_notes',
    );
    expect(left?.owners).toEqual([1, 2]);
  });
});
