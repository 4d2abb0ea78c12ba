import { JobPublisherService } from '@app/jobs';
import {
  type RenderProxyConfig,
  type Rendition,
  Source,
  SourceLeasesRepository,
  SourcesRepository,
} from '@app/render-proxy';
import { DataSource } from 'typeorm';
import { SourceProgressionService } from '../../../apps/worker/src/sources/source-progression.service';
import { SourcesMaintenanceService } from '../../../apps/worker/src/sources/sources-maintenance.service';
import { createTestUser } from '../../support/harness/test-credentials';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const LEASE_SECONDS = 30;
const CONFIG = { INGEST_SECONDS_PER_HOUR: 1_000 } as RenderProxyConfig;

describe('a source that was tried too often', () => {
  let database: TestDatabase;
  let source: DataSource;
  let leases: SourceLeasesRepository;
  let sources: SourcesRepository;
  let maintenance: SourcesMaintenanceService;
  let owner: { ownerId: string };
  beforeAll(async () => {
    database = await createTestDatabase();
    source = await new DataSource({ type: 'postgres', url: database.url, entities: [Source] }).initialize();
    leases = new SourceLeasesRepository(source, CONFIG);
    sources = new SourcesRepository(source.getRepository(Source));
    const publisher = new JobPublisherService(source);
    const progression = new SourceProgressionService(source, leases, publisher);
    maintenance = new SourcesMaintenanceService(leases, progression, publisher);
  });
  afterAll(async () => {
    await source?.destroy();
    await database?.drop();
  });
  beforeEach(async () => {
    owner = { ownerId: (await createTestUser(database.url)).userId };
    await source.query('delete from outbox');
  });

  const newSource = async () => {
    const ordered = { callbackUrl: 'https://example.com/callback', renditions: [{ format: 'webm' as const }] };
    const fetched = { kind: 'source' as const, storage: 'local', inputUrl: 'https://example.com/a', ...ordered };
    const created = await source.transaction((manager) => sources.create(owner, fetched, manager));
    return { id: created.source.id, renditionId: created.source.renditions[0]?.id };
  };
  /** As after the death of the worker of its 20th attempt. */
  const wearOut = (id: string, { attempts = 20, more = '' } = {}) =>
    source.query(
      `update ingest_sources set attempts = $2, deadline_at = now() - interval '1 second'${more} where id = $1`,
      [id, attempts],
    );
  const reconcile = () => source.transaction((manager) => maintenance.republishOverdue(manager));
  const jobs = () => source.query<{ name: string; payload: object }[]>('select name, payload from outbox order by id');
  const failed = (renditionId?: string) => [
    { id: renditionId, status: 'failed', error: 'It was tried too often.' } satisfies Partial<Rendition>,
  ];

  it('ends like any other: its owner hears of it and of its renditions, its file goes and the next one begins', async () => {
    const [{ id, renditionId }, next] = [await newSource(), await newSource()];
    await wearOut(id);
    expect(await reconcile()).toBe(1);
    expect(await jobs()).toEqual([
      { name: 'source.erase', payload: { sourceId: id } },
      { name: 'source.notify', payload: { sourceId: id } },
      { name: 'source.notify', payload: { sourceId: id, renditionId } },
      { name: 'source.ingest', payload: { sourceId: next.id } },
    ]);
    const ended = await leases.find(id);
    expect(ended).toMatchObject({ status: 'failed', renditions: failed(renditionId) });
    expect(ended?.finishedAt).not.toBeNull();
  });

  it('keeps its file once that is stored, and only its renditions fail', async () => {
    const { id, renditionId } = await newSource();
    await wearOut(id, { more: `, status = 'ready', object_key = id::text, size_bytes = 10, stored_bytes = 10` });
    await reconcile();
    expect(await jobs()).toEqual([{ name: 'source.notify', payload: { sourceId: id, renditionId } }]);
    const ended = await leases.find(id);
    expect(ended).toMatchObject({ status: 'ready', error: null, renditions: failed(renditionId) });
    expect(ended?.finishedAt).not.toBeNull();
  });

  it('is out of reach of a worker that wakes up after its end', async () => {
    const { id } = await newSource();
    const taken = await leases.take(id, LEASE_SECONDS);
    await wearOut(id);
    await reconcile();
    if (!taken) throw new Error('the source has to wait');
    await expect(leases.finish(taken.lease)).rejects.toMatchObject({ code: 'row_lease_lost' });
  });

  it('is published again before that, and its worker keeps its lease', async () => {
    const { id } = await newSource();
    const taken = await leases.take(id, LEASE_SECONDS);
    await wearOut(id, { attempts: 19 });
    await reconcile();
    expect(await jobs()).toMatchObject([{ name: 'source.ingest', payload: { sourceId: id } }]);
    if (!taken) throw new Error('the source has to wait');
    await leases.finish(taken.lease);
  });
});
