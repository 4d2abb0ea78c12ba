export {
  ACCOUNT_MAILS,
  type AccountMailPayload,
  type AccountMailPayloadOf,
  type AccountMailTemplate,
  sendAccountMail,
} from './contracts/account-mails.jobs';
export {
  AccountExportPayload,
  AccountPayload,
  eraseAccount,
  eraseAccountExport,
  makeAccountExport,
  resealSecrets,
} from './contracts/accounts.jobs';
export {
  auditLedger,
  BillingNoticePayload,
  mailBillingNotice,
  PaymentEventPayload,
  processPaymentEvent,
  repairPaymentEvents,
} from './contracts/billing.jobs';
export { defineJob, type JobContract, type RetryPolicy } from './contracts/define-job';
export { eraseSource, ingestSource, NotifySourcePayload, notifySource, SourcePayload } from './contracts/ingest.jobs';
export {
  type AnyJobContract,
  type ContractNamed,
  type JobName,
  type JobNameOf,
  jobContracts,
  type PayloadOf,
  type PlainPayload,
} from './contracts/job-contracts';
export { type QueueName, queueNames } from './contracts/queues';
export {
  cancelRender,
  eraseRender,
  notifyRender,
  ObserveRenderPayload,
  observeRender,
  RenderPayload,
  runRender,
} from './contracts/renders.jobs';
export { type Schedule, schedules } from './contracts/schedules';
export { runSelfCheck, SelfCheckPayload } from './contracts/self-checks.jobs';
export { purge, reconcile, SystemPayload } from './contracts/system.jobs';
export { JobWorkersModule } from './job-workers.module';
export { type JobsConfig, JobsEnv, jobsConfig } from './jobs.config';
export * from './jobs.errors';
export { JobsModule } from './jobs.module';
export { QueueMonitorService, type QueueSnapshot } from './monitoring/queue-monitor.service';
export { JobPublisherService, type PublishOptions } from './outbox/job-publisher.service';
export { JobExecutorService } from './processing/job-executor.service';
export type { JobHandler, JobHandlers, JobRun } from './processing/job-handler';
export { JobProcessor, ProcessesQueue } from './processing/job-processor';
export { JobQueuesService } from './processing/job-queues.service';
export { MaintenanceService, type UpkeepKind, type UpkeepTask } from './schedules/maintenance.service';
export { SchedulesService } from './schedules/schedules.service';
export { SelfCheck, type SelfCheckStatus } from './self-checks/self-check.entity';
export { SelfChecksModule } from './self-checks/self-checks.module';
export { SelfChecksRepository } from './self-checks/self-checks.repository';
