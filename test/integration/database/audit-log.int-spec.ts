import { randomUUID } from 'node:crypto';
import { AuditLogService } from '@app/auth';
import { metricsRegistry } from '@app/core';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { maintenanceTasks } from '../../../apps/worker/src/maintenance/tasks';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

describe('the audit log', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let audit: AuditLogService;
  const chain = randomUUID();
  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    audit = new AuditLogService({ manager: dataSource.manager } as never);
    for (const account of [chain, randomUUID()])
      for (let entry = 0; entry < 3; entry += 1)
        await audit.append(
          { kind: 'system', id: null, ip: null },
          { chain: account, action: 'user.suspended', target: { type: 'user', id: account } },
        );
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  /** The worker's hourly or daily check. */
  const verify = async (interval: '1h' | '1d') => {
    const services = (service: unknown) => (service === AuditLogService ? audit : undefined) as never;
    const task = maintenanceTasks(services).find(
      ({ name, every }) => name === 'broken_audit_chains' && every === interval,
    );
    return task && dataSource.transaction(task.run);
  };
  const metric = async () => (await metricsRegistry.getSingleMetric('audit_chains_broken')?.get())?.values[0]?.value;
  /** Position in the chain up to which entries are verified. */
  const verified = async (): Promise<number> =>
    Number((await dataSource.query('select verified_seq from audit_chains where chain = $1', [chain]))[0].verified_seq);
  const tamper = async (change: string) => {
    await dataSource.query('alter table audit_log disable trigger user');
    await dataSource.query(`update audit_log set ${change}`, [chain]);
    await dataSource.query('alter table audit_log enable trigger user');
  };

  it('is verified on a schedule: a manipulated chain is logged and counted', async () => {
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    await tamper(`action = 'user.restored' where chain = $1 and seq = 2`);
    expect([await verify('1h'), await metric(), await verified()]).toEqual([1, 1, 0]);
    expect(error).toHaveBeenCalledWith(expect.stringContaining(`chain ${chain} is broken at entry 2`));
    await tamper(`action = 'user.suspended' where chain = $1 and seq = 2`);
    error.mockClear();
    expect([await verify('1h'), await metric(), error.mock.calls, await verified()]).toEqual([0, 0, [], 3]);
  });

  it('is read from the last verified entry every hour, and completely every day', async () => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation();
    await tamper(`action = 'user.restored' where chain = $1 and seq = 2`);
    expect([await verify('1h'), await metric()]).toEqual([0, 0]);
    expect([await verify('1d'), await metric(), await verified()]).toEqual([1, 1, 1]);
    expect([await verify('1h'), await metric()]).toEqual([1, 1]);
    await tamper(`action = 'user.suspended' where chain = $1 and seq = 2`);
    expect([await verify('1h'), await metric(), await verified()]).toEqual([0, 0, 3]);
  });

  it.each([1, 2, 100])('is read to its end every hour, %i entries per statement', async (batch) => {
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    await dataSource.query('update audit_chains set verified_seq = 0');
    await tamper(`after = '{}' where chain = $1 and seq = 3`);
    expect(await audit.verifyNew(batch)).toBe(1);
    expect(error).toHaveBeenCalledWith(expect.stringContaining(`chain ${chain} is broken at entry 3`));
    await tamper('after = null where chain = $1 and seq = 3');
    expect([await audit.verifyNew(batch), await verified()]).toEqual([0, 3]);
    expect(await dataSource.query('select chain from audit_chains where verified_seq < seq')).toEqual([]);
  });

  it('is verified while a request holds a chain', async () => {
    await dataSource.query('update audit_chains set verified_seq = 0');
    await dataSource.transaction(async (manager) => {
      await manager.query('select 1 from audit_chains where chain = $1 for update', [chain]);
      expect([await audit.verifyNew(1), await verified()]).toEqual([0, 0]);
    });
    expect([await audit.verifyNew(1), await verified()]).toEqual([0, 3]);
  });

  it.each([1, 2, 3, 4, 100])('is read completely, %i entries per statement', async (batch) => {
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    const brokenBy = async (change: string) => {
      const runner = dataSource.createQueryRunner();
      await runner.startTransaction();
      try {
        await runner.query('alter table audit_log disable trigger user');
        await runner.query(`update audit_log set action = 'user.suspended'`);
        await runner.query(change, [chain]);
        return await audit.verifyAll(runner.manager, batch);
      } finally {
        await runner.rollbackTransaction();
        await runner.release();
      }
    };
    expect(await brokenBy('select $1::uuid')).toBe(0);
    for (const seq of [1, 2, 3]) {
      expect(await brokenBy(`delete from audit_log where chain = $1 and seq = ${seq}`)).toBe(1);
      expect(await brokenBy(`update audit_log set after = '{}' where chain = $1 and seq = ${seq}`)).toBe(1);
    }
    expect(await brokenBy('delete from audit_log where chain = $1')).toBe(1);
    expect(error.mock.calls.at(-1)).toEqual([expect.stringContaining(`chain ${chain} is broken at entry 3`)]);
  });
});
