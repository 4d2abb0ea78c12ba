import { BillingModule, LedgerService, tokens } from '@app/billing';
import { DatabaseModule, newId, SafeHttpModule } from '@app/core';
import { JobsModule, jobsConfig } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { RenderLeasesRepository, RenderProxyModule, RendersRepository } from '@app/render-proxy';
import { StorageModule } from '@app/storage';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { RenderProgressionService } from '../../../apps/worker/src/renders/render-progression.service';
import { RenderSettlementService } from '../../../apps/worker/src/renders/render-settlement.service';
import { RenderTransferService } from '../../../apps/worker/src/renders/render-transfer.service';
import { RendersMaintenanceService } from '../../../apps/worker/src/renders/renders-maintenance.service';
import { newRenderRow } from '../../support/harness/new-render-row';
import { createTestUser } from '../../support/harness/test-credentials';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

@Module({
  imports: [
    DatabaseModule.forProcess(),
    BillingModule,
    JobsModule,
    NotificationsModule,
    RenderProxyModule,
    SafeHttpModule,
    StorageModule,
    ConfigModule.forFeature(jobsConfig),
  ],
  providers: [RenderProgressionService, RenderSettlementService, RenderTransferService, RendersMaintenanceService],
})
class RenderPrioritiesModule {}

describe('the jobs of a render', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  const db = () => app.get(DataSource);
  beforeAll(async () => {
    database = await createTestDatabase();
    Object.assign(process.env, { DATABASE_URL: database.url });
    process.env.TOKEN_ENC_KEYS = `v1:${Buffer.from('32 bytes that are just for tests').toString('base64')}`;
    app = await NestFactory.createApplicationContext(RenderPrioritiesModule, { logger: false, abortOnError: false });
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  /** With its tokens, but without its first job. */
  const newRender = async (ownerId: string, queuePriority: number): Promise<string> => {
    const [id, holdId, amount] = [newId(), newId(), tokens(1)];
    const ledger = app.get(LedgerService, { strict: false });
    await ledger.grant({ key: `test:${id}`, userId: ownerId, amount, source: 'admin', reason: 'test' });
    const hold = { id: holdId, subjectType: 'render', subjectId: id, amount, deadlineSeconds: 600 };
    await ledger.reserve({ key: `test:${id}:hold`, userId: ownerId, holds: [hold], reason: 'test' });
    const row = newRenderRow(ownerId, { id, holdId, reserved: amount, queuePriority });
    await db().transaction((manager) =>
      app.get(RendersRepository, { strict: false }).create({ ownerId }, row, manager),
    );
    return id;
  };
  const taken = async (id: string) => {
    const found = await app.get(RenderLeasesRepository, { strict: false }).take(id, 600, { starts: true });
    if (!found) throw new Error('the render was not taken');
    return found;
  };

  it.each([
    ['of a usual plan wait behind those of others', 100, 100],
    ['of a plan with the priority queue come first', 0, null],
  ])('%s, also when they are published again', async (_, queuePriority, expected) => {
    const { userId } = await createTestUser(database.url);
    const [first, second] = [await newRender(userId, queuePriority), await newRender(userId, queuePriority)];
    const jobs = () =>
      db().query<object[]>(
        `select name, priority from outbox where name = 'render.run' and payload ->> 'renderId' = $1 order by id`,
        [second],
      );
    const job = { name: 'render.run', priority: expected };
    await app.get(RenderSettlementService).cancel(await taken(first));
    expect(await jobs()).toEqual([job]);
    await app.get(RenderProgressionService).retryLater(await taken(second), { seconds: 1 });
    expect(await jobs()).toEqual([job, job]);
    await db().query(`update renders set deadline_at = now() - interval '1 second' where id = $1`, [second]);
    await db().transaction((manager) => app.get(RendersMaintenanceService).republishOverdue(manager));
    expect(await jobs()).toEqual([job, job, job]);
  });
});
