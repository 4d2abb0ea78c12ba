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

  /** The worker's hourly check. */
  const verify = async () => {
    const services = (service: unknown) => (service === AuditLogService ? audit : undefined) as never;
    const task = maintenanceTasks(services).find(({ name, every }) => name === 'broken_audit_chains' && every === '1h');
    return task && dataSource.transaction(task.run);
  };
  const metric = async () => (await metricsRegistry.getSingleMetric('audit_chains_broken')?.get())?.values[0]?.value;

  it('is verified on a schedule: a manipulated chain is logged and counted', async () => {
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    expect([await verify(), await metric(), error.mock.calls]).toEqual([0, 0, []]);
    await dataSource.query('alter table audit_log disable trigger user');
    await dataSource.query(`update audit_log set action = 'user.restored' where chain = $1 and seq = 2`, [chain]);
    expect([await verify(), await metric()]).toEqual([1, 1]);
    expect(error).toHaveBeenCalledWith(expect.stringContaining(`chain ${chain} is broken at entry 2`));
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
        return await audit.verify(runner.manager, batch);
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
