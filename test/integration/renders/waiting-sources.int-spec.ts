import { JobPublisherService, outageOf } from '@app/jobs';
import { type RenderProxyConfig, Source, SourceLeasesRepository, SourcesRepository } from '@app/render-proxy';
import { storageUnavailable } from '@app/storage';
import { DataSource } from 'typeorm';
import { SourceProgressionService } from '../../../apps/worker/src/sources/source-progression.service';
import { createTestUser } from '../../support/harness/test-credentials';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const LEASE_SECONDS = 30;
const BUDGET = 100;
const CONFIG = { INGEST_SECONDS_PER_HOUR: BUDGET } as RenderProxyConfig;
const FULL = Object.assign(new Error('full'), { code: 'ENOSPC' });

describe('a source that waits', () => {
  let database: TestDatabase;
  let source: DataSource;
  let leases: SourceLeasesRepository;
  let sources: SourcesRepository;
  let progression: SourceProgressionService;
  beforeAll(async () => {
    database = await createTestDatabase();
    source = await new DataSource({ type: 'postgres', url: database.url, entities: [Source] }).initialize();
    leases = new SourceLeasesRepository(source, CONFIG);
    sources = new SourcesRepository(source.getRepository(Source));
    progression = new SourceProgressionService(source, leases, new JobPublisherService(source));
  });
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });
  beforeEach(() => source.query('with jobs as (delete from outbox) delete from ingest_sources'));

  const newOwner = async () => ({ ownerId: (await createTestUser(database.url)).userId });
  const newSource = async (owner: { ownerId: string }) => {
    const order = { kind: 'source', storage: 'local', inputUrl: 'https://example.com/a' } as const;
    const callbackUrl = 'https://example.com/callback';
    const created = await source.transaction((manager) => sources.create(owner, { ...order, callbackUrl }, manager));
    return created.source.id;
  };
  const taken = async (id: string) => {
    const row = await leases.take(id, LEASE_SECONDS);
    if (!row) throw new Error('the source may not begin');
    return row;
  };
  const mayBegin = async (id: string) => (await leases.take(id, LEASE_SECONDS)) !== undefined;
  /** A worker takes the source and finds the disk full. */
  async function waits(id: string, error: unknown = storageUnavailable(undefined, { cause: FULL })) {
    const row = await taken(id);
    const outage = outageOf(error, row.source.failingSince);
    if (!outage) throw new Error('it does not wait for that');
    await progression.wait(row, outage);
    return outage;
  }
  const age = (id: string, column: string, hours: number) =>
    source.query(`update ingest_sources set ${column} = clock_timestamp() - $2 * interval '1 hour' where id = $1`, [
      id,
      hours,
    ]);
  const attemptsOf = async (id: string) =>
    (await source.query<{ attempts: number }[]>('select attempts from ingest_sources where id = $1', [id]))[0]
      ?.attempts;

  it('says why, is tried again later and tells nobody, however often', async () => {
    const id = await newSource(await newOwner());
    for (let times = 0; times < 30; times += 1) await waits(id);
    expect(await leases.find(id)).toMatchObject({ status: 'importing', waitingFor: 'disk_space' });
    expect(await attemptsOf(id)).toBe(0);
    const jobs = await source.query<{ name: string; seconds: number }[]>(
      'select distinct name, round(extract(epoch from due_at - now()))::int as seconds from outbox',
    );
    expect(jobs).toEqual(jobs.map(() => ({ name: 'source.ingest', seconds: expect.closeTo(30, -1) })));
  });

  it('has a day from the first time, and another one after it got further', async () => {
    const id = await newSource(await newOwner());
    expect(await waits(id, storageUnavailable())).toEqual({
      waitingFor: 'storage_unavailable',
      isFull: false,
      seconds: 10,
      isOver: false,
    });
    await age(id, 'failing_since', 23);
    expect(await waits(id)).toEqual({ waitingFor: 'disk_space', isFull: true, seconds: 300, isOver: false });
    await age(id, 'failing_since', 25);
    expect(await waits(id)).toMatchObject({ isOver: true });
    const { lease } = await taken(id);
    await source.transaction((manager) => leases.writeRenditions(lease, [], manager));
    await leases.release(lease);
    expect(await waits(id)).toMatchObject({ seconds: 30, isOver: false });
  });

  it('begins the next source of its owner, and does not hold up the others until its next attempt is due', async () => {
    const [owner, greedy] = [await newOwner(), await newOwner()];
    const [id, next] = [await newSource(owner), await newSource(owner)];
    const [first, second] = [await newSource(greedy), await newSource(greedy)];
    const [third, fourth] = [await newSource(greedy), await newSource(greedy)];
    await waits(id);
    const ingests = await source.query<{ id: string }[]>(
      `select payload ->> 'sourceId' as id from outbox order by due_at`,
    );
    expect(ingests.map((job) => job.id)).toEqual([next, id]);
    await waits(next);
    expect(await mayBegin(first)).toBe(true);
    expect(await mayBegin(second)).toBe(true);
    await leases.countSeconds(greedy.ownerId, BUDGET);
    expect(await mayBegin(third)).toBe(true);
    await age(id, 'deadline_at', 0);
    expect(await mayBegin(fourth)).toBe(false);
    expect(await leases.nextWaiting(owner.ownerId, source.manager)).toBe(id);
  });

  it('waits for nothing once its owner has deleted it', async () => {
    const owner = await newOwner();
    const id = await newSource(owner);
    await waits(id);
    await source.transaction((manager) => sources.remove(owner, id, manager));
    expect(await leases.find(id)).toMatchObject({ status: 'deleted', waitingFor: null });
  });
});
