import { commitGroup } from '@app/core';
import {
  Render,
  type RenderProxyConfig,
  RendersRepository,
  Source,
  SourceLeasesRepository,
  SourcesRepository,
} from '@app/render-proxy';
import { DataSource } from 'typeorm';
import { newRenderRow } from '../../support/harness/new-render-row';
import { createTestUser } from '../../support/harness/test-credentials';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const LEASE_SECONDS = 30;
const BUDGET = 100;
const CONFIG = { INGEST_SECONDS_PER_HOUR: BUDGET, RENDER_EDITS_MB: 10, VIDEO_RETENTION_DAYS: 0 } as RenderProxyConfig;

describe('the share of an account in the workers', () => {
  let database: TestDatabase;
  let source: DataSource;
  let leases: SourceLeasesRepository;
  let sources: SourcesRepository;
  let renders: RendersRepository;
  beforeAll(async () => {
    database = await createTestDatabase();
    source = await new DataSource({ type: 'postgres', url: database.url, entities: [Source, Render] }).initialize();
    leases = new SourceLeasesRepository(source, CONFIG);
    sources = new SourcesRepository(source.getRepository(Source));
    renders = new RendersRepository(source.getRepository(Render), CONFIG);
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

  it('lets an owner begin one source at a time while others wait for a worker', async () => {
    const [greedy, other] = [await newOwner(), await newOwner()];
    const [first, second, third] = [await newSource(greedy), await newSource(greedy), await newSource(greedy)];
    const theirs = await newSource(other);
    const held = await leases.take(first, LEASE_SECONDS);
    expect(await mayBegin(second)).toBe(false);
    await expect(leases.take(first, LEASE_SECONDS)).rejects.toMatchObject({ code: 'row_lease_held' });
    expect(await leases.nextWaiting(greedy.ownerId, source.manager)).toBe(second);
    if (!held) throw new Error('the first source has to wait');
    await leases.finish(held.lease);
    expect(await mayBegin(second)).toBe(true);
    expect(await mayBegin(third)).toBe(false);
    expect(await mayBegin(theirs)).toBe(true);
    expect(await mayBegin(third)).toBe(true);
    expect(await leases.nextWaiting(greedy.ownerId, source.manager)).toBeUndefined();
  });

  it('lets an owner begin one source at a time while a render of others waits for a worker', async () => {
    const [greedy, other] = [await newOwner(), await newOwner()];
    const [first, second] = [await newSource(greedy), await newSource(greedy)];
    const render = newRenderRow(other.ownerId);
    await commitGroup(source, await renders.insertions(other, [render]));
    expect(await mayBegin(first)).toBe(true);
    expect(await mayBegin(second)).toBe(false);
    await source.query(`update renders set lease_until = clock_timestamp() + interval '1 minute' where id = $1`, [
      render.id,
    ]);
    expect(await mayBegin(second)).toBe(true);
    await source.query('delete from renders');
  });

  it('lets two workers that ask at once begin one source of an owner', async () => {
    const [greedy, other] = [await newOwner(), await newOwner()];
    const ids = await Promise.all(Array.from({ length: 4 }, () => newSource(greedy)));
    await newSource(other);
    const outcomes = await Promise.all(ids.map(mayBegin));
    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it('does not count a file that is still being sent as a running source', async () => {
    const [sender, other] = [await newOwner(), await newOwner()];
    const direct = await source.transaction((manager) =>
      sources.create(sender, { kind: 'direct', storage: 'local' }, manager),
    );
    await newSource(other);
    await sources.beginTransfer(direct.source.id, LEASE_SECONDS);
    expect(await mayBegin(await newSource(sender))).toBe(true);
  });

  it('counts the processor time of the last hour, that of deleted sources as well', async () => {
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
