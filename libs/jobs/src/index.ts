export * from './contracts/account-mails.jobs';
export * from './contracts/accounts.jobs';
export * from './contracts/billing.jobs';
export { defineJob, type JobContract, type RetryPolicy } from './contracts/define-job';
export * from './contracts/discord.jobs';
export * from './contracts/ingest.jobs';
export {
  type AnyJobContract,
  type JobName,
  jobContracts,
  type PayloadOf,
  type PlainPayload,
} from './contracts/job-contracts';
export * from './contracts/platforms.jobs';
export * from './contracts/publications.jobs';
export { type QueueName, queueNames, queues } from './contracts/queues';
export * from './contracts/renders.jobs';
export { type Schedule, schedules } from './contracts/schedules';
export * from './contracts/self-checks.jobs';
export * from './contracts/system.jobs';
export * from './contracts/uploads.jobs';
export { JobWorkersModule } from './job-workers.module';
export { type JobsConfig, JobsEnv, jobsConfig } from './jobs.config';
export * from './jobs.errors';
export { JobsModule } from './jobs.module';
export { type Outage, outageOf } from './leases/outage';
export { type HeldLease, type LastWrite, type LeasedRow, type LeasedWork, withLease } from './leases/with-lease';
export { FailedJobsService } from './monitoring/failed-jobs.service';
export { JobListService, type ListedJob } from './monitoring/job-list.service';
export { QueueMonitorService, type QueueSnapshot, type QueueState } from './monitoring/queue-monitor.service';
export { JobPublisherService, type PublishOptions } from './outbox/job-publisher.service';
export { HandlesJob, type JobHandler, type JobRun } from './processing/job-handler';
export { JobQueuesService } from './processing/job-queues.service';
export { NextJobService, type WaitingJob } from './processing/next-job.service';
export { SchedulesService } from './schedules/schedules.service';
export { SelfCheck, type SelfCheckStatus } from './self-checks/self-check.entity';
export { SelfChecksModule } from './self-checks/self-checks.module';
export { LONGEST_SELF_CHECK_MS, SelfChecksRepository } from './self-checks/self-checks.repository';
