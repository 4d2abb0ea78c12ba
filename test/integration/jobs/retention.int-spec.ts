import { AuthMaintenanceRepository, AuthModule } from '@app/auth';
import { LedgerService, StripeInboxService } from '@app/billing';
import { eraseAccount, eraseAccountExport, JobsModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { RenderProxyModule, SourceLeasesRepository } from '@app/render-proxy';
import { StorageModule } from '@app/storage';
import type { Type } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AccountsMaintenanceService } from '../../../apps/worker/src/accounts/accounts-maintenance.service';
import { MaintenanceService } from '../../../apps/worker/src/maintenance/maintenance.service';
import { PlatformsMaintenanceService } from '../../../apps/worker/src/platforms/platforms-maintenance.service';
import { ApprovalRequestsService } from '../../../apps/worker/src/publishing/approval-requests.service';
import { RendersMaintenanceService } from '../../../apps/worker/src/renders/renders-maintenance.service';
import { UploadMailsService } from '../../../apps/worker/src/uploads/upload-mails.service';
import { UploadSettlementService } from '../../../apps/worker/src/uploads/upload-settlement.service';
import { UploadsMaintenanceService } from '../../../apps/worker/src/uploads/uploads-maintenance.service';
import { UploadRows } from '../../support/harness/upload-rows';

/** More than two batches. */
const MANY = 401;
const FILES: readonly unknown[] = [RendersMaintenanceService, SourceLeasesRepository, UploadsMaintenanceService];
const ACCOUNTS: readonly unknown[] = [
  AccountsMaintenanceService,
  ApprovalRequestsService,
  AuthMaintenanceRepository,
  LedgerService,
  PlatformsMaintenanceService,
  StripeInboxService,
];
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
const made = (count: number) => `(select gen_random_uuid() as id from generate_series(1, ${count})) made`;
/** Rows that are due by task: one more than two batches, or where a batch is large, than one. */
const DUE: Record<string, { count: number; insert: (count: number) => string }> = {
  expired_approvals: {
    count: 401,
    insert: (count) => `insert into upload_approvals (id, upload_id, authors, expires_at)
      select id, id, array[$1::uuid], now() - interval '1 second' from ${made(count)}`,
  },
  account_erasure: {
    count: 201,
    insert: (count) => `insert into users (id, email, name, deletion_due_at)
      select id, id || '@example.com', $1, now() - interval '1 second' from ${made(count)}`,
  },
  account_exports_ended: {
    count: 201,
    insert: (count) => `insert into account_exports (id, user_id, state, deadline_at, expires_at)
      select id, $1, 'failed', now(), now() - interval '1 second' from ${made(count)}`,
  },
  api_key_warnings: {
    count: 501,
    insert: (count) => `insert into api_keys (id, user_id, name, key_hash, prefix, scopes, created_at, expires_at)
      select id, $1, 'Key', sha256(id::text::bytea), 'rw_12345', '{render:read}', now() - interval '90 days', now() + interval '1 day'
      from ${made(count)}`,
  },
  sign_in_leftovers: {
    count: 2_001,
    insert: (count) => `insert into sign_in_delays (key, failures, last_failure_at)
      select id || $1, 1, now() - interval '2 days' from ${made(count)}`,
  },
  platform_revocations: {
    count: 401,
    insert: (count) => `insert into platform_revocations (id, user_id, platform, external_id, access, due_at)
      select id, $1, 'tiktok', id, 'sealed', now() - interval '1 second' from ${made(count)}`,
  },
  ended_token_grants: {
    count: 1_001,
    insert: (count) => `with people as (insert into users (id, email, name)
        select id, id || '@example.com', $1 from ${made(count)} returning id),
      accounts as (insert into token_accounts (user_id, available) select id, 5 from people)
      insert into token_grants (id, user_id, source, priority, amount, remaining, expires_at, ends_at)
      select id, id, 'welcome', 1, 5, 5, now() - interval '1 second', now() - interval '1 second' from people`,
  },
  payment_event_payloads: {
    count: 5_001,
    insert: (count) => `insert into payment_events (id, type, payload, created_at, processed_at)
      select id || $1, 'invoice.paid', '{}', now(), now() - interval '91 days' from ${made(count)}`,
  },
};
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
      providers: [
        AccountsMaintenanceService,
        ApprovalRequestsService,
        PlatformsMaintenanceService,
        RendersMaintenanceService,
        UploadMailsService,
        UploadSettlementService,
        UploadsMaintenanceService,
      ],
    });
  });
  afterAll(() => here?.close());

  /** Inserts rows in any state, without the triggers that check how a row reaches it. */
  const store = (statement: string, parameters: unknown[]) =>
    here.transaction(async (manager) => {
      await manager.query('set local session_replication_role = replica');
      await manager.query(statement, parameters);
    });

  /** Rows by task of one hourly run in which only these services work. */
  const run = (real: readonly unknown[]) => {
    const idle = new Proxy({}, { get: () => () => Promise.resolve(0) });
    const get = (service: Type) => (real.includes(service) ? here.service(service) : idle);
    const maintenance = new MaintenanceService(here.service(DataSource), { get } as unknown as ModuleRef);
    maintenance.onModuleInit();
    return maintenance.runAll('1h', new AbortController().signal);
  };

  it('continues while its batches are full: all that is due ends within the hour', async () => {
    await here.enter();
    const { id } = await here.create();
    await store(ENDED_RENDERS, [here.userId]);
    await store('insert into render_plans (render_id, is_whole) select id, true from renders', []);
    await store(SILENT_SOURCES, [here.userId]);
    await store(copies(`'created_at', now() - interval '25 hours'`), [id]);
    const failed = `'status', 'failed', 'received_at', now() - interval '9 days', 'finished_at', now() - interval '8 days', 'error', '{"code":"a","message":"b"}'::json`;
    await store(copies(failed), [id]);

    expect(await run(FILES)).toMatchObject({
      expired_renders: MANY,
      expired_segments: MANY,
      ingest_uploads: MANY,
      abandoned_uploads: MANY,
      failed_uploads: MANY,
    });
  });

  it('ends all that is due of accounts and payments, however many batches that are', async () => {
    const owner = await here.newUser();
    for (const { count, insert } of Object.values(DUE)) await store(insert(count), [owner]);
    const counts = Object.fromEntries(Object.entries(DUE).map(([task, { count }]) => [task, count]));
    expect(await run(ACCOUNTS)).toMatchObject(counts);

    const jobs = await here.query<{ name: string; rows: number }[]>(
      `select name, count(distinct payload)::int as rows from outbox where name = any($1) group by name order by name`,
      [[eraseAccount.name, eraseAccountExport.name]],
    );
    expect(jobs).toEqual([
      { name: eraseAccount.name, rows: counts.account_erasure },
      { name: eraseAccountExport.name, rows: counts.account_exports_ended },
    ]);
  });

  it('starts the erasure of every account again in each run until it has succeeded', async () => {
    const due = DUE.account_erasure?.count;
    expect([await run(ACCOUNTS), await run(ACCOUNTS)]).toMatchObject([
      { account_erasure: due, account_exports_ended: 201, api_key_warnings: 0 },
      { account_erasure: due, account_exports_ended: 201, api_key_warnings: 0 },
    ]);
  });
});
