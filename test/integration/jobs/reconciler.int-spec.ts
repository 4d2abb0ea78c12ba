import { AuthModule } from '@app/auth';
import { newId } from '@app/core';
import { JobsModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule, PublicationsRepository } from '@app/platforms';
import { RenderProxyModule } from '@app/render-proxy';
import { StorageModule } from '@app/storage';
import type { Type } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { MaintenanceService } from '../../../apps/worker/src/maintenance/maintenance.service';
import { LostSettlementsService } from '../../../apps/worker/src/publishing/lost-settlements.service';
import { PublicationMailsService } from '../../../apps/worker/src/publishing/publication-mails.service';
import { PublicationOwnersService } from '../../../apps/worker/src/publishing/publication-owners.service';
import { PublicationSettlementService } from '../../../apps/worker/src/publishing/publication-settlement.service';
import { PublishingMaintenanceService } from '../../../apps/worker/src/publishing/publishing-maintenance.service';
import { RendersMaintenanceService } from '../../../apps/worker/src/renders/renders-maintenance.service';
import { SourceProgressionService } from '../../../apps/worker/src/sources/source-progression.service';
import { SourcesMaintenanceService } from '../../../apps/worker/src/sources/sources-maintenance.service';
import { UploadMailsService } from '../../../apps/worker/src/uploads/upload-mails.service';
import { UploadSettlementService } from '../../../apps/worker/src/uploads/upload-settlement.service';
import { UploadsMaintenanceService } from '../../../apps/worker/src/uploads/uploads-maintenance.service';
import { UploadRows } from '../../support/harness/upload-rows';

/** More than two batches. */
const MANY = 401;
const facts = { bytes: 10, seconds: 1, width: 320, height: 180, frameRate: 25 };
const FILE = { storage: 'disk', key: 'uploads/a/b/c.mp4', sizeBytes: 10, contentType: 'video/mp4', facts };
const TEXTS = { title: 'A lap', description: 'Around the lake', tags: [], privacy: 'public' } as const;
const MADE = `(select gen_random_uuid() as id from generate_series(1, ${MANY})) made`;
const RENDERS = `
  insert into renders (id, user_id, created_by, provider, format, status, request, callback_token, pricing, held_seconds, hold_id,
    reserved, storage, object_key, deadline_at)
  select id, $1, $1, 'local', 'mp4', 'queued', '{}', left(md5(id::text) || md5(id::text), 43), 'per_minute', 1, id,
    100, 'local', 'videos/' || id, now() - interval '1 second' from ${MADE}`;
/** Overdue segments of renders that are not overdue. */
const SEGMENTS = `
  with split as (insert into renders
    select (jsonb_populate_record(renders, jsonb_build_object('id', made.id, 'callback_token', left(md5(made.id::text) || md5(made.id::text), 43),
      'hold_id', made.id, 'object_key', 'videos/' || made.id, 'deadline_at', now() + interval '1 hour'))).*
    from renders, ${MADE} where renders.id = (select id from renders limit 1) returning id)
  insert into render_segments (id, render_id, position, kind, from_frame, to_frame, object_key, state, deadline_at)
  select id, id, 1, 'video', 0, 1, id, 'waiting', now() - interval '1 second' from split`;
const SOURCES = `
  insert into ingest_sources (id, user_id, kind, input_url, storage, deadline_at)
  select id, $1, 'source', 'https://example.com/a.mp4', 'local', now() - interval '1 second' from ${MADE}`;
/** Copies of an upload or a post. */
const copies = (table: string, columns: string) => `
  insert into ${table} select (jsonb_populate_record(${table}, jsonb_build_object('id', made.id, ${columns}))).*
  from ${table}, ${MADE} where ${table}.id = $1`;

describe('a run of the reconciler', () => {
  let here: UploadRows;
  beforeAll(async () => {
    here = await UploadRows.start({
      imports: [AuthModule, JobsModule, NotificationsModule, PlatformsModule, RenderProxyModule, StorageModule],
      providers: [
        LostSettlementsService,
        PublicationMailsService,
        PublicationOwnersService,
        PublicationSettlementService,
        PublishingMaintenanceService,
        RendersMaintenanceService,
        SourceProgressionService,
        SourcesMaintenanceService,
        UploadMailsService,
        UploadSettlementService,
        UploadsMaintenanceService,
      ],
    });
    await here.enter();
  });
  afterAll(() => here?.close());

  /** Inserts rows in any state, without the triggers that check how a row reaches it. */
  const store = (statement: string, parameters: unknown[]) =>
    here.transaction(async (manager) => {
      await manager.query('set local session_replication_role = replica');
      await manager.query(statement, parameters);
    });
  const run = () => {
    const real: readonly unknown[] = [
      LostSettlementsService,
      PublishingMaintenanceService,
      RendersMaintenanceService,
      SourcesMaintenanceService,
      UploadsMaintenanceService,
    ];
    const idle = new Proxy({}, { get: () => () => Promise.resolve(0) });
    const get = (service: Type) => (real.includes(service) ? here.service(service) : idle);
    const maintenance = new MaintenanceService(here.service(DataSource), { get } as unknown as ModuleRef);
    maintenance.onModuleInit();
    return maintenance.runAll('30s', new AbortController().signal);
  };
  /** An upload whose video is ready, with a post that waits for its time. */
  const scheduled = async () => {
    const [accountId, { id: uploadId }] = [newId(), await here.queued()];
    await here.query(
      `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
       values ($1::uuid, $2, 'youtube', $1::text, 'A channel', 'sealed', now(), $2)`,
      [accountId, here.userId],
    );
    const time = { publishAt: new Date(Date.now() + 3_600_000), localTime: null, timeZone: null };
    const post = { accountId, accountName: 'A channel', platform: 'youtube', overrides: {}, ...time };
    return here.transaction(async (manager) => {
      const posts = here.service(PublicationsRepository);
      await posts.create({ ownerId: here.userId }, uploadId, [post], manager);
      const files = new Map([['youtube', { file: FILE, texts: TEXTS }]]);
      return { uploadId, id: (await posts.release(uploadId, files, manager))[0]?.id ?? '' };
    });
  };
  /** As after the loss of a queue that was full. */
  const fill = async () => {
    await store(RENDERS, [here.userId]);
    await store(SEGMENTS, []);
    await store(SOURCES, [here.userId]);
    const { id, uploadId } = await scheduled();
    await store(copies('uploads', `'object_key', made.id, 'deadline_at', now() - interval '1 second'`), [uploadId]);
    const due = `'upload_id', made.id, 'due_at', now() - interval '1 second', 'deadline_at', now() - interval '1 second'`;
    await store(copies('publications', due), [id]);
    const { uploadId: ended } = await scheduled();
    await store(
      `update uploads set status = 'staged', deadline_at = null, updated_at = now() - interval '61 seconds' where id = $1`,
      [ended],
    );
    await store(
      `update publications set status = 'cancelled', due_at = null, deadline_at = null where upload_id = $1`,
      [ended],
    );
  };

  it('publishes all work that stands still again, however many batches that is, and none of it twice', async () => {
    await fill();
    const full = { renders: MANY, render_segments: MANY, ingest_sources: MANY, uploads: MANY, publications: MANY };
    expect(await run()).toMatchObject({ ...full, upload_settlements: 1 });
    const jobs = await here.query(
      `select name, count(distinct payload::text)::int as rows, count(*)::int as jobs from outbox
       where job_id ~ '-\\d+-\\d+$' group by name order by name`,
    );
    const names = ['publication.advance', 'render.run', 'segment.run', 'source.ingest', 'upload.process'];
    const many = names.map((name) => ({ name, rows: MANY, jobs: MANY }));
    const once = { name: 'upload.settle', rows: 1, jobs: 1 };
    expect(jobs).toEqual([...many, once].sort((one, other) => one.name.localeCompare(other.name)));
    expect(await run()).toMatchObject({
      renders: 0,
      render_segments: 0,
      ingest_sources: 0,
      uploads: 0,
      publications: 0,
    });
  });

  it('publishes no second job for files to erase while the queue may hold the first', async () => {
    const { uploadId } = await scheduled();
    const ended = `'object_key', made.id, 'status', 'cancelled', 'cancel_reason', 'owner', 'finished_at', now()`;
    await store(copies('uploads', ended), [uploadId]);
    await store(`update ingest_sources set status = 'deleted', finished_at = now()`, []);
    for (const _run of [1, 2]) {
      await here.query(`update uploads set deadline_at = now() - interval '1 second' where finished_at is not null`);
      await here.query(`update ingest_sources set deadline_at = now() - interval '1 second'`);
      expect(await run()).toMatchObject({ uploads: MANY, ingest_sources: MANY });
    }
    const jobs = await here.query(
      `select name, count(distinct payload::text)::int as rows, count(distinct regexp_replace(job_id, '-\\d+$', ''))::int as jobs
       from outbox where name like '%.erase' group by name order by name`,
    );
    expect(jobs).toEqual(['source.erase', 'upload.erase'].map((name) => ({ name, rows: MANY, jobs: MANY })));
  });
});
