import { IsUUID } from 'class-validator';
import { defineJob } from './define-job';

export class PlatformAccountPayload {
  @IsUUID()
  accountId: string;
}

/**
 * Checks at the platform whether a connected account still works; again an hour later if the platform does not answer.
 */
export const checkPlatformAccount = defineJob({
  name: 'platform_account.check',
  queue: 'io',
  payload: PlatformAccountPayload,
  retry: { attempts: 3, backoffMs: 5_000, maxBackoffMs: 60_000 },
  timeoutSeconds: 120,
  oncePer: ({ accountId }) => accountId,
});
