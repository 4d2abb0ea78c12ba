import { IsUUID } from 'class-validator';
import { defineJob } from './define-job';
import { SystemPayload } from './system.jobs';

export class DiscordNoticesPayload {
  @IsUUID()
  ownerId: string;
}

/** Sends what waits for the Discord webhook of an account, in one message. */
export const sendDiscordNotices = defineJob({
  name: 'discord_notices.send',
  queue: 'io',
  payload: DiscordNoticesPayload,
  retry: { attempts: 2, backoffMs: 5_000 },
  timeoutSeconds: 60,
  oncePer: ({ ownerId }) => ownerId,
});

/** Notifies the operators of faults, by the webhook of the configuration. Its schedule repeats it. */
export const sendOperatorAlerts = defineJob({
  name: 'operator_alerts.send',
  queue: 'io',
  payload: SystemPayload,
  retry: { attempts: 1, backoffMs: 1_000 },
  timeoutSeconds: 60,
});
