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

  /** What the worker does every hour. */
  const verify = async () => {
    const services = (service: unknown) => (service === AuditLogService ? audit : undefined) as never;
    const task = maintenanceTasks(services).find(({ name, every }) => name === 'broken_audit_chains' && every === '1h');
    return task && dataSource.transaction(task.run);
  };
  const metric = async () => (await metricsRegistry.getSingleMetric('audit_chains_broken')?.get())?.values[0]?.value;

  it('is verified on a schedule: a chain that was tampered with is logged and counted', async () => {
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    expect([await verify(), await metric(), error.mock.calls]).toEqual([0, 0, []]);
    await dataSource.query('alter table audit_log disable trigger user');
    await dataSource.query(`update audit_log set action = 'user.restored' where chain = $1 and seq = 2`, [chain]);
    expect([await verify(), await metric()]).toEqual([1, 1]);
    expect(error).toHaveBeenCalledWith(expect.stringContaining(`chain ${chain} is broken at entry 2`));
  });
});
