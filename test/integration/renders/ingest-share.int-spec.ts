import { type RenderProxyConfig, Source, SourceLeasesRepository, SourcesRepository } from '@app/render-proxy';
import { DataSource } from 'typeorm';
import { createTestUser } from '../../support/harness/test-credentials';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const LEASE_SECONDS = 30;
const BUDGET = 100;

describe('the processor time of sources', () => {
  let database: TestDatabase;
  let source: DataSource;
  let leases: SourceLeasesRepository;
  let sources: SourcesRepository;
  beforeAll(async () => {
    database = await createTestDatabase();
    source = await new DataSource({ type: 'postgres', url: database.url, entities: [Source] }).initialize();
    leases = new SourceLeasesRepository(source, { INGEST_SECONDS_PER_HOUR: BUDGET } as RenderProxyConfig);
    sources = new SourcesRepository(source.getRepository(Source));
  });
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });
  beforeEach(() => source.query('with old as (delete from ingest_usage) delete from ingest_sources'));

  const newOwner = async () => ({ ownerId: (await createTestUser(database.url)).userId });
  const newSource = async (owner: { ownerId: string }) =>
    (
      await source.transaction((manager) =>
        sources.create(owner, { kind: 'source', storage: 'local', inputUrl: 'https://example.com/a' }, manager),
      )
    ).source.id;
  const mayBegin = async (id: string) => (await leases.take(id, LEASE_SECONDS)) !== undefined;

  it('lets others go first once an account has used up its hour', async () => {
    const [greedy, other] = [await newOwner(), await newOwner()];
    const [first, second, theirs] = [await newSource(greedy), await newSource(greedy), await newSource(other)];
    await leases.countSeconds(greedy.ownerId, BUDGET - 1);
    expect(await mayBegin(first)).toBe(true);
    await leases.countSeconds(greedy.ownerId, 1);
    expect(await mayBegin(second)).toBe(false);
    const taken = await leases.take(theirs, LEASE_SECONDS);
    if (!taken) throw new Error('the other account has to wait');
    expect(await mayBegin(second)).toBe(false);
    await leases.fail(taken.lease, { code: 'x', message: 'x' }, [], source.manager);
    expect(await mayBegin(second)).toBe(true);
  });

  it('is cleared after an hour, but not when sources are deleted', async () => {
    const [greedy, other] = [await newOwner(), await newOwner()];
    const [spent, next] = [await newSource(greedy), await newSource(greedy)];
    await newSource(other);
    await leases.countSeconds(greedy.ownerId, BUDGET);
    await source.transaction((manager) => sources.remove(greedy, spent, manager));
    await leases.forget(spent);
    expect(await mayBegin(next)).toBe(false);
    await source.query(`update ingest_usage set slot = slot - interval '1 hour'`);
    expect(await mayBegin(next)).toBe(true);
    await source.query(`update ingest_usage set slot = slot - interval '1 day'`);
    expect(await leases.forgetSeconds(source.manager)).toBe(1);
  });
});
