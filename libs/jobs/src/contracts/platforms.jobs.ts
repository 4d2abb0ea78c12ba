import { IsUUID } from 'class-validator';
import { defineJob } from './define-job';

export class PlatformAccountPayload {
  @IsUUID()
  accountId: string;
}

export class PlatformRevocationPayload {
  @IsUUID()
  revocationId: string;
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

/** Ends the access of a removed account at its platform; every hour, for a week, if the platform does not answer. */
export const revokePlatformAccess = defineJob({
  name: 'platform_access.revoke',
  queue: 'io',
  payload: PlatformRevocationPayload,
  retry: { attempts: 4, backoffMs: 2_000, maxBackoffMs: 60_000 },
  timeoutSeconds: 120,
  oncePer: ({ revocationId }) => revocationId,
});
