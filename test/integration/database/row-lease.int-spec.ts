import { setTimeout as sleep } from 'node:timers/promises';
import { metricsRegistry, RowLeases } from '@app/core';
import sql from 'sql-template-tag';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const ID = '01900000-0000-7000-8000-000000000001';
const leases = new RowLeases('leased');

describe('row leases', () => {
  let database: TestDatabase;
  let db: DataSource;
  const row = async () => (await db.query<{ lease_epoch: number; value: number }[]>('select * from leased'))[0];

  beforeAll(async () => {
    database = await createTestDatabase();
    db = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    await db.query(
      'create table leased (id uuid primary key, lease_epoch integer not null default 0, lease_until timestamptz, value integer not null default 0)',
    );
  });
  beforeEach(() => db.query('delete from leased').then(() => db.query('insert into leased (id) values ($1)', [ID])));
  afterAll(async () => {
    await db?.destroy();
    await database?.drop();
  });

  it('go to one of many workers', async () => {
    const takers = await Promise.allSettled(Array.from({ length: 10 }, () => leases.take(db, ID, 30)));
    expect(takers.filter(({ status }) => status === 'fulfilled')).toEqual([
      { status: 'fulfilled', value: { id: ID, epoch: 1 } },
    ]);
    for (const taker of takers) {
      if (taker.status !== 'rejected') continue;
      expect(taker.reason).toMatchObject({ code: 'row_lease_held', retryable: true });
      const { retryAfterSeconds } = (taker.reason as { options: { retryAfterSeconds: number } }).options;
      expect([retryAfterSeconds > 0, retryAfterSeconds <= 30]).toEqual([true, true]);
    }
  });

  it('expire, and the next worker fences off the previous one', async () => {
    const slow = await leases.take(db, ID, 0.05);
    await sleep(60);
    const next = await leases.take(db, ID, 30);
    expect([slow?.epoch, next?.epoch]).toEqual([1, 2]);
    if (!slow || !next) throw new Error('both were taken');
    await expect(leases.write(db, slow, sql`value = ${666}`)).rejects.toMatchObject({ code: 'row_lease_lost' });
    await expect(leases.write(db, slow, sql`value = 1`)).rejects.toMatchObject({ code: 'row_lease_lost' });
    await leases.write(db, next, sql`value = value + ${7}`);
    expect(await row()).toMatchObject({ value: 7, lease_epoch: 2 });
    expect(await metricsRegistry.getSingleMetricAsString('fenced_writes_total')).toContain(
      'fenced_writes_total{table="leased"} 2',
    );
  });

  it('write a further change together with the row, or neither', async () => {
    await db.query('create table effects (epoch integer primary key, value integer not null check (value < 100))');
    const lease = await leases.take<{ value: number }>(db, ID, 30, { set: sql`value = 5`, returning: sql`value` });
    if (!lease) throw new Error('it was taken');
    expect(lease).toEqual({ id: ID, epoch: 1, value: 5 });
    const also = sql`insert into effects select lease_epoch, value from written`;
    const write = (value: number, epoch = lease.epoch) =>
      leases.write(db, { id: ID, epoch }, sql`value = ${value}`, { returning: sql`lease_epoch, value`, also });
    await expect(write(100)).rejects.toThrow('effects_value_check');
    await expect(write(7, 0)).rejects.toMatchObject({ code: 'row_lease_lost' });
    expect(await write(6)).toEqual({ lease_epoch: 1, value: 6 });
    expect([(await row())?.value, await db.query('select * from effects')]).toEqual([6, [{ epoch: 1, value: 6 }]]);
  });

  it('still count after they expired, while no other worker has taken the row', async () => {
    const lease = await leases.take(db, ID, 0.02, { set: sql`value = ${1}::integer` });
    await sleep(30);
    if (!lease) throw new Error('it was taken');
    await leases.write(db, lease, sql`value = value + 1`);
    expect((await row())?.value).toBe(2);
  });

  it('are not granted for rows that are missing or do not qualify', async () => {
    expect(await leases.take(db, '01900000-0000-7000-8000-00000000000f', 30)).toBeUndefined();
    expect(await leases.take(db, ID, 30, { condition: sql`value > ${0}::integer` })).toBeUndefined();
  });
});
