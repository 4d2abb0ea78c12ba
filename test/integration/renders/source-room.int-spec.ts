import { Source, SourcesRepository } from '@app/render-proxy';
import { DataSource } from 'typeorm';
import { createTestUser } from '../../support/harness/test-credentials';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const MOST_BYTES = 100 * 2 ** 30;

describe('the room of an account for sources', () => {
  let database: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    database = await createTestDatabase();
    source = await new DataSource({ type: 'postgres', url: database.url, entities: [Source] }).initialize();
  });
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });

  it('counts files that an earlier version of the worker has stored, which counts none', async () => {
    const { userId } = await createTestUser(database.url);
    const sources = new SourcesRepository(source.getRepository(Source));
    const create = () =>
      source.transaction((manager) =>
        sources.create(
          { ownerId: userId },
          { kind: 'source', storage: 'local', inputUrl: 'https://example.com/a' },
          manager,
        ),
      );
    const { source: first } = await create();
    const store = `update ingest_sources set status = 'ready', object_key = 'a', size_bytes = $2 where id = $1`;
    await source.query(store, [first.id, MOST_BYTES - 1]);
    await create();
    await source.query(store, [first.id, MOST_BYTES]);
    await expect(create()).rejects.toMatchObject({ code: 'too_many_sources' });
  });
});
