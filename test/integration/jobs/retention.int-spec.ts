import { AuthModule } from '@app/auth';
import { JobsModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { RenderProxyModule, SourceLeasesRepository } from '@app/render-proxy';
import { StorageModule } from '@app/storage';
import type { Type } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { MaintenanceService } from '../../../apps/worker/src/maintenance/maintenance.service';
import { RendersMaintenanceService } from '../../../apps/worker/src/renders/renders-maintenance.service';
import { UploadSettlementService } from '../../../apps/worker/src/uploads/upload-settlement.service';
import { UploadsMaintenanceService } from '../../../apps/worker/src/uploads/uploads-maintenance.service';
import { UploadRows } from '../../support/harness/upload-rows';

/** More than two batches. */
const MANY = 401;
const REAL: readonly unknown[] = [RendersMaintenanceService, SourceLeasesRepository, UploadsMaintenanceService];
const ENDED_RENDERS = `
  insert into renders (id, user_id, created_by, provider, format, status, request, callback_token, pricing, held_seconds, hold_id,
    reserved, charged, storage, object_key, finished_at, deleted_at, deadline_at)
  select id, $1, $1, 'local', 'mp4', 'cancelled', '{}', left(md5(id::text) || md5(id::text), 43), 'per_minute', 1, id,
    100, 0, 'local', 'videos/' || id, now() - interval '2 days', now(), now() - interval '1 second'
  from (select gen_random_uuid() as id from generate_series(1, ${MANY})) made`;
const SILENT_SOURCES = `
  insert into ingest_sources (id, user_id, kind, direct_token_hash, direct_expires_at, storage)
  select id, $1, 'direct', sha256(id::text::bytea), now() - interval '2 days', 'local'
  from (select gen_random_uuid() as id from generate_series(1, ${MANY})) made`;
/** Copies of an upload with these columns replaced. */
const copies = (columns: string) => `
  insert into uploads
  select (jsonb_populate_record(uploads, jsonb_build_object('id', made.id, 'object_key', made.id, ${columns}))).*
  from uploads, (select gen_random_uuid() as id from generate_series(1, ${MANY})) made where uploads.id = $1`;

describe('a run of retention', () => {
  let here: UploadRows;
  beforeAll(async () => {
    here = await UploadRows.start({
      imports: [AuthModule, JobsModule, NotificationsModule, PlatformsModule, RenderProxyModule, StorageModule],
      providers: [RendersMaintenanceService, UploadSettlementService, UploadsMaintenanceService],
    });
  });
  afterAll(() => here?.close());

  /** Inserts rows in any state: without the triggers that know the way to it. */
  const store = (statement: string, parameters: unknown[]) =>
    here.transaction(async (manager) => {
      await manager.query('set local session_replication_role = replica');
      await manager.query(statement, parameters);
    });

  it('continues while its batches are full: all that is due ends within the hour', async () => {
    await here.enter();
    const { id } = await here.create();
    await store(ENDED_RENDERS, [here.userId]);
    await store('insert into render_plans (render_id, is_whole) select id, true from renders', []);
    await store(SILENT_SOURCES, [here.userId]);
    await store(copies(`'created_at', now() - interval '25 hours'`), [id]);
    const failed = `'status', 'failed', 'received_at', now() - interval '9 days', 'finished_at', now() - interval '8 days', 'error', '{"code":"a","message":"b"}'::json`;
    await store(copies(failed), [id]);

    const idle = new Proxy({}, { get: () => () => Promise.resolve(0) });
    const get = (service: Type) => (REAL.includes(service) ? here.service(service) : idle);
    const maintenance = new MaintenanceService(here.service(DataSource), { get } as unknown as ModuleRef);
    maintenance.onModuleInit();
    expect(await maintenance.runAll('1h', new AbortController().signal)).toMatchObject({
      expired_renders: MANY,
      expired_segments: MANY,
      ingest_uploads: MANY,
      abandoned_uploads: MANY,
      failed_uploads: MANY,
    });
  });
});
