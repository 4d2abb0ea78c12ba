import { commitGroup, newId } from '@app/core';
import { JobPublisherService, runSelfCheck } from '@app/jobs';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { waitUntil } from '../../support/harness/wait-until';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

describe('the announcement of a job', () => {
  let database: TestDatabase;
  let db: DataSource;
  let listener: Client;
  let publisher: JobPublisherService;
  const heard: (string | undefined)[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    db = await new DataSource({ type: 'postgres', url: database.url }).initialize();
    publisher = new JobPublisherService(db);
    listener = new Client({ connectionString: database.url });
    await listener.connect();
    listener.on('notification', ({ payload }) => heard.push(payload));
    await listener.query('listen outbox');
  });
  afterAll(async () => {
    await listener?.end();
    await db?.destroy();
    await database?.drop();
  });

  it('follows the commit of the transaction, so that a dispatcher finds the job at once', async () => {
    await db.transaction(async (manager) => {
      await manager.transaction((nested) =>
        publisher.publish(runSelfCheck, { selfCheckId: newId() }, { manager: nested }),
      );
      await db.query(`select pg_notify('outbox', 'before the commit')`);
    });
    await waitUntil(() => heard.length === 2);
    expect(heard).toEqual(['before the commit', '']);
  });

  it('follows the commit of statements that are sent together', async () => {
    await commitGroup(db, [publisher.publication(runSelfCheck, { selfCheckId: newId() })]);
    await waitUntil(() => heard.length === 3);
  });
});
