import { setTimeout as sleep } from 'node:timers/promises';
import { metricsRegistry, RowLeases } from '@app/core';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const ID = '01900000-0000-7000-8000-000000000001';
const leases = new RowLeases('leased');

describe('row leases', () => {
  let database: TestDatabase;
  let sql: DataSource;
  const row = async () => (await sql.query<{ lease_epoch: number; value: number }[]>('select * from leased'))[0];

  beforeAll(async () => {
    database = await createTestDatabase();
    sql = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    await sql.query(
      'create table leased (id uuid primary key, lease_epoch integer not null default 0, lease_until timestamptz, value integer not null default 0)',
    );
  });
  beforeEach(() => sql.query('delete from leased').then(() => sql.query('insert into leased (id) values ($1)', [ID])));
  afterAll(async () => {
    await sql?.destroy();
    await database?.drop();
  });

  it('go to one of many takers', async () => {
    const takers = await Promise.allSettled(Array.from({ length: 10 }, () => leases.take(sql, ID, 30)));
    expect(takers.filter(({ status }) => status === 'fulfilled')).toEqual([
      { status: 'fulfilled', value: { id: ID, epoch: 1 } },
    ]);
    for (const taker of takers)
      if (taker.status === 'rejected')
        expect(taker.reason).toMatchObject({
          code: 'row_lease_held',
          retryable: true,
          options: { retryAfterSeconds: 30 },
        });
  });

  it('end by themselves, and the next taker fences the one before', async () => {
    const slow = await leases.take(sql, ID, 0.05);
    await sleep(60);
    const next = await leases.take(sql, ID, 30);
    expect([slow?.epoch, next?.epoch]).toEqual([1, 2]);
    if (!slow || !next) throw new Error('both were taken');
    await expect(leases.write(sql, slow, 'value = $1', [666])).rejects.toMatchObject({ code: 'row_lease_lost' });
    await expect(leases.renew(sql, slow, 30)).rejects.toMatchObject({ code: 'row_lease_lost' });
    await leases.write(sql, next, 'value = value + $1', [7]);
    expect(await row()).toMatchObject({ value: 7, lease_epoch: 2 });
    expect(await metricsRegistry.getSingleMetricAsString('fenced_writes_total')).toContain(
      'fenced_writes_total{table="leased"} 2',
    );
  });

  it('still count after they ran out, while nobody else has taken the row', async () => {
    const lease = await leases.take(sql, ID, 0.02, { set: 'value = 1' });
    await sleep(30);
    if (!lease) throw new Error('it was taken');
    await leases.write(sql, lease, 'value = value + 1');
    expect((await row())?.value).toBe(2);
  });

  it('are not given for rows that are absent or do not qualify', async () => {
    expect(await leases.take(sql, '01900000-0000-7000-8000-00000000000f', 30)).toBeUndefined();
    expect(await leases.take(sql, ID, 30, { condition: 'value > 0' })).toBeUndefined();
  });
});
