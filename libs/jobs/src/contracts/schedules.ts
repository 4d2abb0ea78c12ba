import { auditLedger, repairPaymentEvents } from './billing.jobs';
import type { JobContract } from './define-job';
import { sendOperatorAlerts } from './discord.jobs';
import { daily, hourly, reconcile } from './system.jobs';

/** A job that the queue publishes at an interval in seconds, or by a cron pattern (UTC, five fields). */
export interface Schedule {
  contract: JobContract;
  every?: { seconds: number };
  cron?: string;
}

/**
 * All schedules; their payloads are empty. A schedule that is removed here leaves the queue when the next worker
 * starts.
 */
export const schedules: readonly Schedule[] = [
  { contract: reconcile, every: { seconds: 30 } },
  { contract: sendOperatorAlerts, every: { seconds: 300 } },
  { contract: hourly, cron: '17 * * * *' },
  { contract: daily, cron: '47 3 * * *' },
  { contract: repairPaymentEvents, cron: '27 * * * *' },
  { contract: auditLedger, cron: '37 * * * *' },
];
