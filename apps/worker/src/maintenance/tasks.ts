import { AuditLogService, AuthMaintenanceRepository, SIGN_IN_LEFTOVERS_A_BATCH } from '@app/auth';
import { LedgerService, StripeInboxService } from '@app/billing';
import { IdempotencyStore } from '@app/core';
import { RollupsRepository } from '@app/insights';
import { SelfChecksRepository } from '@app/jobs';
import {
  AccountEventsRepository,
  LOGS,
  MAIL_BUDGETS_A_BATCH,
  MailBudgetsRepository,
  removeOldRows,
} from '@app/notifications';
import { FollowerReadingsRepository, PUBLICATIONS_A_BATCH } from '@app/platforms';
import {
  PLANS_A_BATCH,
  RENDERS_A_BATCH,
  SEGMENTS_A_BATCH,
  SOURCES_A_BATCH,
  SourceLeasesRepository,
} from '@app/render-proxy';
import { APPROVALS_A_BATCH, UPLOADS_A_BATCH } from '@app/uploads';
import type { Type } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  ACCOUNTS_A_BATCH,
  AccountsMaintenanceService,
  EXPORTS_A_BATCH,
  WARNINGS_A_BATCH,
} from '../accounts/accounts-maintenance.service';
import { NoticeDispatcherService } from '../billing/notice-dispatcher.service';
import { NOTICES_A_BATCH, NoticeWriterService } from '../notifications/notice-writer.service';
import { RecordDailySummaryHandler } from '../notifications/record-daily-summary.handler';
import { SendDiscordNoticesHandler } from '../notifications/send-discord-notices.handler';
import { PlatformsMaintenanceService, REVOCATIONS_A_BATCH } from '../platforms/platforms-maintenance.service';
import { ApprovalRequestsService } from '../publishing/approval-requests.service';
import { LostSettlementsService } from '../publishing/lost-settlements.service';
import { PublishingMaintenanceService } from '../publishing/publishing-maintenance.service';
import { RendersMaintenanceService } from '../renders/renders-maintenance.service';
import { SelfChecksMaintenanceService } from '../self-checks/self-checks-maintenance.service';
import { SourcesMaintenanceService } from '../sources/sources-maintenance.service';
import { UploadsMaintenanceService } from '../uploads/uploads-maintenance.service';
import { OWNERS_A_BATCH, WebhookPlansService } from '../webhooks/webhook-plans.service';

export interface MaintenanceTask {
  /**
   * `30s`: publishes overdue work again. `1h`: deletes rows and files past their retention, and starts work that is
   * due. `1d`: reads whole tables.
   */
  readonly every: '30s' | '1h' | '1d';
  /** snake_case, unique for its interval; in metrics and logs. */
  readonly name: string;
  /**
   * One batch in one transaction; returns the number of rows. A task that publishes work again also moves the deadline
   * of each row, so that a row enters the queue at most once per deadline.
   */
  readonly run: (manager: EntityManager) => Promise<number>;
  /** A run that returns this many rows may have left some: the next batch follows in a transaction of its own. */
  readonly fullBatch?: number;
}

const BATCH = 1_000;
const EVENTS_A_BATCH = 5_000;
const LOG_ROWS_A_BATCH = 10_000;
/** Uploads that wait for their time change nothing for months: only the hourly task reads them. */
const RECENT_HOURS = 2;
const ANY_HOURS = 100_000;

type GetService = <Service>(service: Type<Service>) => Service;

/**
 * Everything that the worker does regularly, in addition to the schedules of `libs/jobs/src/contracts/schedules.ts`.
 */
export const maintenanceTasks = (get: GetService): readonly MaintenanceTask[] => [
  ...frequentTasks(get),
  ...rareTasks(get),
];

function frequentTasks(get: GetService): readonly MaintenanceTask[] {
  const accounts = get(AccountsMaintenanceService);
  const [platforms, publishing] = [get(PlatformsMaintenanceService), get(PublishingMaintenanceService)];
  const [settlements, selfChecks] = [get(LostSettlementsService), get(SelfChecksMaintenanceService)];
  const [notices, discord] = [get(NoticeDispatcherService), get(SendDiscordNoticesHandler)];
  const [events, rollups] = [get(AccountEventsRepository), get(RollupsRepository)];
  const [summaries, noticeWriter] = [get(RecordDailySummaryHandler), get(NoticeWriterService)];
  return [
    ...overdueWork(get),
    { every: '30s', name: 'post_metrics', run: (manager) => publishing.readMetrics(manager) },
    { every: '30s', name: 'upload_settlements', run: (manager) => settlements.republish(RECENT_HOURS, manager) },
    { every: '30s', name: 'account_exports', run: (manager) => accounts.republishOverdueExports(manager) },
    {
      every: '30s',
      name: 'held_mails',
      run: (manager) => accounts.startHeldMails(manager),
      fullBatch: MAIL_BUDGETS_A_BATCH,
    },
    { every: '30s', name: 'billing_notices', run: (manager) => notices.dispatch(manager) },
    { every: '30s', name: 'platform_account_checks', run: (manager) => platforms.checkDue(manager) },
    { every: '30s', name: 'platform_account_notices', run: (manager) => platforms.sendNotices(manager) },
    { every: '30s', name: 'discord_notices', run: (manager) => discord.startDue(manager) },
    {
      every: '30s',
      name: 'unwritten_notices',
      run: (manager) => noticeWriter.writeDue(manager),
      fullBatch: NOTICES_A_BATCH,
    },
    { every: '30s', name: 'daily_summaries', run: (manager) => summaries.startDue(manager) },
    { every: '30s', name: 'account_event_order', run: () => events.order(), fullBatch: BATCH },
    { every: '30s', name: 'rollup_days', run: (manager) => rollups.countChanged(manager) },
    { every: '30s', name: 'self_checks', run: (manager) => selfChecks.republishOverdue(manager) },
  ];
}

/** While many rows wait for a worker, most that are past their deadline are not lost: batches of them follow at once. */
function overdueWork(get: GetService): readonly MaintenanceTask[] {
  const [renders, sources] = [get(RendersMaintenanceService), get(SourcesMaintenanceService)];
  const [uploads, publishing] = [get(UploadsMaintenanceService), get(PublishingMaintenanceService)];
  return [
    {
      every: '30s',
      name: 'renders',
      run: (manager) => renders.republishOverdue(manager),
      fullBatch: RENDERS_A_BATCH,
    },
    {
      every: '30s',
      name: 'render_segments',
      run: (manager) => renders.republishOverdueSegments(manager),
      fullBatch: SEGMENTS_A_BATCH,
    },
    {
      every: '30s',
      name: 'ingest_sources',
      run: (manager) => sources.republishOverdue(manager),
      fullBatch: SOURCES_A_BATCH,
    },
    { every: '30s', name: 'uploads', run: (manager) => uploads.republishOverdue(manager), fullBatch: UPLOADS_A_BATCH },
    {
      every: '30s',
      name: 'publications',
      run: (manager) => publishing.republishOverdue(manager),
      fullBatch: PUBLICATIONS_A_BATCH,
    },
  ];
}

function rareTasks(get: GetService): readonly MaintenanceTask[] {
  const [sources, platforms] = [get(SourceLeasesRepository), get(PlatformsMaintenanceService)];
  const [settlements, selfChecks] = [get(LostSettlementsService), get(SelfChecksRepository)];
  const followers = get(FollowerReadingsRepository);
  const [idempotency, auditLog, webhookPlans] = [get(IdempotencyStore), get(AuditLogService), get(WebhookPlansService)];
  return [
    ...unusedFiles(get),
    ...accountTasks(get),
    ...paymentTasks(get),
    { every: '1h', name: 'old_upload_settlements', run: (manager) => settlements.republish(ANY_HOURS, manager) },
    { every: '1h', name: 'ingest_usage', run: (manager) => sources.forgetSeconds(manager) },
    { every: '1h', name: 'broken_audit_chains', run: () => auditLog.verifyNew() },
    { every: '1h', name: 'platform_attempts_ended', run: (manager) => platforms.removeExpiredAttempts(manager) },
    {
      every: '1h',
      name: 'old_follower_readings',
      run: (manager) => followers.removeOld(LOG_ROWS_A_BATCH, manager),
      fullBatch: LOG_ROWS_A_BATCH,
    },
    {
      every: '1h',
      name: 'platform_revocations',
      run: (manager) => platforms.repeatRevocations(manager),
      fullBatch: REVOCATIONS_A_BATCH,
    },
    { every: '1h', name: 'idempotency_keys', run: () => idempotency.purgeExpired(BATCH), fullBatch: BATCH },
    {
      every: '1h',
      name: 'webhook_plans',
      run: () => webhookPlans.checkNext(),
      fullBatch: OWNERS_A_BATCH,
    },
    { every: '1h', name: 'self_checks', run: (manager) => selfChecks.deleteOld(manager) },
    // Last, because they may take minutes after a day with many events.
    ...oldLogs(),
    { every: '1d', name: 'broken_audit_chains', run: (manager) => auditLog.verifyAll(manager) },
  ];
}

/** Ends what is past its time, batch by batch until nothing is left, so that files do not stay longer than promised. */
function unusedFiles(get: GetService): readonly MaintenanceTask[] {
  const [renders, uploads] = [get(RendersMaintenanceService), get(UploadsMaintenanceService)];
  const sources = get(SourceLeasesRepository);
  return [
    {
      every: '1h',
      name: 'expired_renders',
      run: (manager) => renders.eraseExpired(manager),
      fullBatch: RENDERS_A_BATCH,
    },
    {
      every: '1h',
      name: 'expired_segments',
      run: (manager) => renders.eraseExpiredSegments(manager),
      fullBatch: PLANS_A_BATCH,
    },
    {
      every: '1h',
      name: 'ingest_uploads',
      run: (manager) => sources.abandonDirect(manager),
      fullBatch: SOURCES_A_BATCH,
    },
    { every: '1h', name: 'abandoned_uploads', run: (manager) => uploads.abandon(manager), fullBatch: UPLOADS_A_BATCH },
    {
      every: '1h',
      name: 'failed_uploads',
      run: (manager) => uploads.expireFailed(manager),
      fullBatch: UPLOADS_A_BATCH,
    },
  ];
}

function accountTasks(get: GetService): readonly MaintenanceTask[] {
  const [accounts, approvals] = [get(AccountsMaintenanceService), get(ApprovalRequestsService)];
  const [signIns, mailBudgets] = [get(AuthMaintenanceRepository), get(MailBudgetsRepository)];
  return [
    {
      every: '1h',
      name: 'expired_approvals',
      run: (manager) => approvals.expire(manager),
      fullBatch: APPROVALS_A_BATCH,
    },
    {
      every: '1h',
      name: 'account_erasure',
      run: (manager) => accounts.startDueErasures(manager),
      fullBatch: ACCOUNTS_A_BATCH,
    },
    {
      every: '1h',
      name: 'account_exports_ended',
      run: (manager) => accounts.eraseEndedExports(manager),
      fullBatch: EXPORTS_A_BATCH,
    },
    {
      every: '1h',
      name: 'api_key_warnings',
      run: (manager) => accounts.warnOfExpiringKeys(manager),
      fullBatch: WARNINGS_A_BATCH,
    },
    {
      every: '1h',
      name: 'sign_in_leftovers',
      run: (manager) => signIns.purge(manager),
      fullBatch: SIGN_IN_LEFTOVERS_A_BATCH,
    },
    {
      every: '1h',
      name: 'mail_budgets',
      run: (manager) => mailBudgets.removeOld(manager),
      fullBatch: MAIL_BUDGETS_A_BATCH,
    },
  ];
}

function paymentTasks(get: GetService): readonly MaintenanceTask[] {
  const [ledger, stripeInbox] = [get(LedgerService), get(StripeInboxService)];
  return [
    {
      every: '1h',
      name: 'ended_token_grants',
      run: (manager) => ledger.expireEnded(BATCH, manager),
      fullBatch: BATCH,
    },
    {
      every: '1h',
      name: 'payment_event_payloads',
      run: (manager) => stripeInbox.purgePayloads(EVENTS_A_BATCH, manager),
      fullBatch: EVENTS_A_BATCH,
    },
  ];
}

/** Logs may grow by any number of rows in an hour, so each task deletes batches until no old row is left. */
const oldLogs = (): readonly MaintenanceTask[] =>
  LOGS.map((log) => ({
    every: '1h',
    name: `old_${log}`,
    run: (manager) => removeOldRows(log, LOG_ROWS_A_BATCH, manager),
    fullBatch: LOG_ROWS_A_BATCH,
  }));
