import { auditLedger, repairPaymentEvents } from './billing.jobs';
import type { JobContract } from './define-job';
import { hourly, reconcile } from './system.jobs';

/** A job that publishes itself: every so many seconds, or by a cron pattern (UTC, five fields). */
export interface Schedule {
  contract: JobContract;
  every?: { seconds: number };
  cron?: string;
}

/** All schedules; their payload is empty. What is removed here disappears from the queue at the next worker start. */
export const schedules: readonly Schedule[] = [
  { contract: reconcile, every: { seconds: 30 } },
  { contract: hourly, cron: '17 * * * *' },
  { contract: repairPaymentEvents, cron: '27 * * * *' },
  { contract: auditLedger, cron: '37 * * * *' },
];
