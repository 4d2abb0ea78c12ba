import { IsUUID } from 'class-validator';
import { defineJob } from './define-job';

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
