import { encodeCursor, newId, type Page, readPage, readRows } from '@app/core';
import fc from 'fast-check';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

@Entity('paged_notes')
class PagedNote {
  @PrimaryColumn('uuid')
  id: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('int')
  owner: number;
}

/** Microseconds apart, so that both equal times and times that differ only below the millisecond occur. */
const note = fc.record({
  microseconds: fc.constantFrom(0, 1, 2, 1_000, 3_000),
  owner: fc.integer({ min: 1, max: 2 }),
});

interface Note {
  id: string;
  createdAt: Date;
}
type ReadNotes = (dataSource: DataSource, page: { limit: number; cursor?: string }) => Promise<Page<Note>>;

const select = 'select id, created_at as "createdAt" from paged_notes where owner = $1';
const readers: [string, ReadNotes][] = [
  [
    'readPage',
    (dataSource, page) =>
      readPage(dataSource.getRepository(PagedNote).createQueryBuilder('note').where('note.owner = 1'), page),
  ],
  [
    'readRows',
    (dataSource, page) => readRows<Note>(dataSource.manager, { select, parameters: [1], time: 'createdAt' }, page),
  ],
];

describe.each(readers)('%s', (_name, read) => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: [PagedNote] }).initialize();
    await dataSource.query(
      'create table paged_notes (id uuid primary key, created_at timestamptz not null, owner int not null)',
    );
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await database.drop();
  });

  const page = (limit: number, cursor?: string): Promise<Page<Note>> => read(dataSource, { limit, cursor });

  it('visits every row once, newest first, whatever the page size and however many share a time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(note, { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), async (notes, limit) => {
        await dataSource.query('truncate paged_notes');
        for (const { microseconds, owner } of notes) {
          await dataSource.query(
            `insert into paged_notes values ($1, '2026-11-21T09:00:00Z'::timestamptz + $2 * interval '1 microsecond', $3)`,
            [newId(), microseconds, owner],
          );
        }
        const expected = await dataSource.query<{ id: string }[]>(
          'select id from paged_notes where owner = 1 order by created_at desc, id desc',
        );
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const { rows, nextCursor } = await page(limit, cursor);
          expect(rows.length).toBeLessThanOrEqual(limit);
          seen.push(...rows.map(({ id }) => id));
          cursor = nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(seen).toEqual(expected.map(({ id }) => id));
      }),
      { numRuns: 30 },
    );
  });

  it('neither repeats nor hides rows when newer ones arrive and the edge of the page is deleted', async () => {
    await dataSource.query('truncate paged_notes');
    const insert = (second: number) =>
      dataSource.query<{ id: string }[]>(
        `insert into paged_notes values ($1, '2026-11-21T09:00:00Z'::timestamptz + $2 * interval '1 second', 1) returning id`,
        [newId(), second],
      );
    for (let second = 0; second < 6; second += 1) await insert(second);
    const first = await page(3);
    await insert(100);
    await dataSource.query('delete from paged_notes where id = $1', [first.rows[2]?.id]);
    const second = await page(3, first.nextCursor ?? undefined);
    expect(second.rows.map(({ createdAt }) => createdAt.getUTCSeconds())).toEqual([2, 1, 0]);
    expect(second.nextCursor).toBeNull();
  });

  it('refuses cursors that it did not issue', async () => {
    const id = newId();
    const { rows } = await page(3, encodeCursor({ createdAt: '1970-01-01T09:00:00.000001Z', id }));
    expect(rows).toEqual([]);
    for (const bad of [
      '',
      'x',
      'x'.repeat(300),
      encodeCursor(7),
      encodeCursor(null),
      encodeCursor({ createdAt: '2026-11-21T09:00:00.000001Z', id: 'x' }),
      encodeCursor({ createdAt: '2026-13-45T09:00:00.000001Z', id }),
      encodeCursor({ createdAt: "' or 1=1", id }),
      Buffer.from('2026-11-21').toString('base64url'),
    ]) {
      await expect(page(3, bad)).rejects.toMatchObject({
        code: 'invalid_input',
        options: { errors: [{ path: 'cursor' }] },
      });
    }
  });
});
