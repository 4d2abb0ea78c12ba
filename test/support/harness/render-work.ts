import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BillingModule, LedgerService, tokens } from '@app/billing';
import { commitGroup, coreConfig, DatabaseModule, newId, SafeHttpModule } from '@app/core';
import { JobsModule, jobsConfig } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { type NewRender, RenderProxyModule, RendersRepository, renderProxyConfig } from '@app/render-proxy';
import { StorageModule, storageConfig } from '@app/storage';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { CancelRenderHandler } from '../../../apps/worker/src/renders/cancel-render.handler';
import { EraseRenderHandler } from '../../../apps/worker/src/renders/erase-render.handler';
import { ObserveRenderHandler } from '../../../apps/worker/src/renders/observe-render.handler';
import { RenderProgressionService } from '../../../apps/worker/src/renders/render-progression.service';
import { RenderSettlementService } from '../../../apps/worker/src/renders/render-settlement.service';
import { RenderTransferService } from '../../../apps/worker/src/renders/render-transfer.service';
import { RendersMaintenanceService } from '../../../apps/worker/src/renders/renders-maintenance.service';
import { RunRenderHandler } from '../../../apps/worker/src/renders/run-render.handler';
import { RunSegmentHandler } from '../../../apps/worker/src/renders/run-segment.handler';
import { SegmentFilesService } from '../../../apps/worker/src/renders/segment-files.service';
import { SegmentedRenderService } from '../../../apps/worker/src/renders/segmented-render.service';
import { ShortRendersService } from '../../../apps/worker/src/renders/short-renders.service';
import { createTestDatabase, type TestDatabase } from '../servers/test-database';
import { setEnvironment } from '../set-environment';
import { newRenderRow } from './new-render-row';
import { createTestUser } from './test-credentials';

@Module({
  imports: [
    DatabaseModule.forProcess(),
    BillingModule,
    JobsModule,
    NotificationsModule,
    RenderProxyModule,
    SafeHttpModule,
    StorageModule,
    ...[coreConfig, jobsConfig, renderProxyConfig, storageConfig].map((config) => ConfigModule.forFeature(config)),
  ],
  providers: [
    RunRenderHandler,
    RunSegmentHandler,
    CancelRenderHandler,
    EraseRenderHandler,
    ObserveRenderHandler,
    SegmentedRenderService,
    SegmentFilesService,
    ShortRendersService,
    RenderProgressionService,
    RenderSettlementService,
    RenderTransferService,
    RendersMaintenanceService,
  ],
})
class RenderWorkModule {}

/** What a worker does with renders, on a database and a store of its own. Nothing takes jobs from the queue. */
export class RenderWork {
  private constructor(
    /** Folder of the store and of other files. */
    readonly folder: string,
    readonly database: TestDatabase,
    private readonly app: INestApplicationContext,
  ) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<RenderWork> {
    const folder = mkdtempSync(join(tmpdir(), 'render-work-'));
    const database = await createTestDatabase();
    const keys = `v1:${Buffer.from('32 bytes that are just for tests').toString('base64')}`;
    setEnvironment({ DATABASE_URL: database.url, DATA_DIR: folder, TOKEN_ENC_KEYS: keys, ...env });
    const app = await NestFactory.createApplicationContext(RenderWorkModule, { logger: false, abortOnError: false });
    return new RenderWork(folder, database, app);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get<Service>(type: abstract new (...args: never[]) => Service): Service {
    return this.app.get<Service>(type, { strict: false });
  }

  get dataSource(): DataSource {
    return this.get(DataSource);
  }

  async newOwner(): Promise<string> {
    return (await createTestUser(this.database.url)).userId;
  }

  /** A render that holds one token of its owner; it has no job. */
  async newRender(ownerId: string, given: Partial<NewRender> = {}): Promise<string> {
    const [id, holdId, amount] = [newId(), newId(), tokens(1)];
    const ledger = this.get(LedgerService);
    await ledger.grant({ key: `test:${id}`, userId: ownerId, amount, source: 'admin', reason: 'test' });
    const hold = { id: holdId, subjectType: 'render', subjectId: id, amount, deadlineSeconds: 600 };
    const reservation = { key: `test:${id}:hold`, userId: ownerId, holds: [hold], reason: 'test' };
    const row = newRenderRow(ownerId, { id, holdId, reserved: amount, ...given });
    const insertions = await this.get(RendersRepository).insertions({ ownerId }, [row]);
    await commitGroup(this.dataSource, [ledger.reservation(reservation), ...insertions]);
    return id;
  }
}
