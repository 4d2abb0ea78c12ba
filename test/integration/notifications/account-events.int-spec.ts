import { DatabaseModule, newId } from '@app/core';
import { AccountEventsRepository, NotificationsModule, type RecordedEvent, removeOldRows } from '@app/notifications';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { type ModuleRef, NestFactory } from '@nestjs/core';
import { DataSource, type EntityManager } from 'typeorm';
import { EventFeedService } from '../../../apps/api/src/events/event-feed.service';
import { MaintenanceService } from '../../../apps/worker/src/maintenance/maintenance.service';
import { waitUntil } from '../../support/harness/wait-until';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

@Module({ imports: [DatabaseModule.forProcess(), NotificationsModule], providers: [EventFeedService] })
class AccountEventsModule {}

describe('events of accounts', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let ownerId: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    Object.assign(process.env, { DATABASE_URL: database.url });
    app = await NestFactory.createApplicationContext(AccountEventsModule, { logger: false, abortOnError: false });
  });
  beforeEach(() => {
    ownerId = newId();
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  const events = () => app.get(AccountEventsRepository);
  const sql = () => app.get(DataSource);
  const record = (owner: string, id = newId(), manager: EntityManager = sql().manager) =>
    events().record(owner, [{ type: 'upload.queued', data: { id } }], manager);
  const read = async (seen = 0) => {
    await events().order([ownerId]);
    return events().after(new Map([[ownerId, seen]]));
  };
  const idsOf = (found: RecordedEvent[]) => found.map(({ data }) => data.id);

  it('come after those that a reader has seen, however late they commit', async () => {
    const [late, early] = [newId(), newId()];
    const slow = sql().createQueryRunner();
    await slow.startTransaction();
    await record(ownerId, late, slow.manager);
    await record(ownerId, early);
    const first = await read();
    expect(idsOf(first)).toEqual([early]);
    await slow.commitTransaction();
    await slow.release();
    expect(idsOf(await read(first[0]?.position))).toEqual([late]);
    expect(idsOf(await read())).toEqual([early, late]);
  });

  it('get one order from readers that begin at the same time', async () => {
    const ids = Array.from({ length: 40 }, () => newId());
    await Promise.all(ids.map((id) => record(ownerId, id)));
    const readers = await Promise.all([read(), read(), read()]);
    const positions = (await read()).map(({ position }) => position);
    expect(new Set(positions).size).toBe(40);
    for (const found of readers) expect(idsOf(found)).toHaveLength(40);
  });

  it('reach a thousand streams with one query at a time', async () => {
    const owners = Array.from({ length: 1_000 }, () => newId());
    const seen = new Map<string, number>();
    const after = events().after.bind(events());
    let [underWay, most, isComplete] = [0, 0, false];
    jest.spyOn(events(), 'after').mockImplementation(async (cursors) => {
      most = Math.max(most, ++underWay);
      isComplete ||= cursors.size === owners.length;
      return after(cursors).finally(() => underWay--);
    });
    const feed = app.get(EventFeedService);
    const streams = owners.map((owner) =>
      feed.follow(owner, 0).subscribe(() => seen.set(owner, (seen.get(owner) ?? 0) + 1)),
    );
    await waitUntil(() => isComplete);
    for (const owner of owners.slice(0, 50)) await record(owner);
    await waitUntil(() => seen.size === 50);
    expect([most, [...seen.values()].every((times) => times === 1)]).toEqual([1, true]);
    for (const stream of streams) stream.unsubscribe();
  });

  it('are deleted after thirty days', async () => {
    await record(ownerId);
    await sql().query(`update account_events set created_at = created_at - interval '31 days' where owner_id = $1`, [
      ownerId,
    ]);
    await record(ownerId);
    await removeOldRows('account_events', 1_000, sql().manager);
    expect(await events().recent(ownerId, 10)).toHaveLength(1);
  });

  it('are all deleted in one hourly run, in batches', async () => {
    await sql().query(
      `insert into account_events (id, owner_id, type, data, created_at)
       select gen_random_uuid(), $1, 'render.completed', '{}', now() - interval '31 days' from generate_series(1, 20001)`,
      [ownerId],
    );
    const idle = new Proxy({}, { get: () => () => Promise.resolve(0) });
    const modules = { get: (service: unknown) => (service === AccountEventsRepository ? events() : idle) };
    const maintenance = new MaintenanceService(sql(), modules as unknown as ModuleRef);
    maintenance.onModuleInit();
    expect((await maintenance.runAll('1h', new AbortController().signal)).old_account_events).toBe(20_001);
  });
});
