import { IsUUID } from 'class-validator';
import { defineJob } from './define-job';
import { SystemPayload } from './system.jobs';

export class AccountExportPayload {
  @IsUUID()
  exportId: string;
}

export class AccountPayload {
  @IsUUID()
  userId: string;
}

/** Collects everything that the product stores about a person into one archive. */
export const makeAccountExport = defineJob({
  name: 'account_export.make',
  queue: 'io',
  payload: AccountExportPayload,
  retry: { attempts: 5, backoffMs: 5_000, maxBackoffMs: 120_000 },
  timeoutSeconds: 480,
});

/** Deletes an expired archive. */
export const eraseAccountExport = defineJob({
  name: 'account_export.erase',
  queue: 'io',
  payload: AccountExportPayload,
  retry: { attempts: 5, backoffMs: 5_000 },
  timeoutSeconds: 60,
});

/**
 * Erases an account after its grace period: first everything outside our database (payments, stored objects), then its
 * rows.
 */
export const eraseAccount = defineJob({
  name: 'account.erase',
  queue: 'io',
  payload: AccountPayload,
  retry: { attempts: 10, backoffMs: 5_000, maxBackoffMs: 600_000 },
  timeoutSeconds: 300,
});

/** Seals every stored secret with the highest version of TOKEN_ENC_KEYS. */
export const resealSecrets = defineJob({
  name: 'vault.reseal',
  queue: 'io',
  payload: SystemPayload,
  retry: { attempts: 5, backoffMs: 5_000 },
  timeoutSeconds: 3_600,
});
