import { IsUUID } from 'class-validator';
import { defineJob } from './define-job';
import { SystemPayload } from './system.jobs';

export class DiscordAccountPayload {
  @IsUUID()
  ownerId: string;
}

/** Sends what waits for the Discord webhook of an account, in one message. */
export const sendDiscordNotices = defineJob({
  name: 'discord_notices.send',
  queue: 'io',
  payload: DiscordAccountPayload,
  retry: { attempts: 2, backoffMs: 5_000 },
  timeoutSeconds: 60,
  oncePer: ({ ownerId }) => ownerId,
});

/** Records an account's summary of the previous day, which is then sent to Discord. */
export const recordDailySummary = defineJob({
  name: 'daily_summary.record',
  queue: 'light',
  payload: DiscordAccountPayload,
  retry: { attempts: 3, backoffMs: 5_000 },
  timeoutSeconds: 60,
  oncePer: ({ ownerId }) => ownerId,
});

/**
 * Notifies the operators of faults through the configured webhook. A failed run is not retried, because the schedule
 * starts the next one.
 */
export const sendOperatorAlerts = defineJob({
  name: 'operator_alerts.send',
  queue: 'io',
  payload: SystemPayload,
  retry: { attempts: 1, backoffMs: 1_000 },
  timeoutSeconds: 60,
});
