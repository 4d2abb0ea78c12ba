import type { VerifiedChain } from '@app/auth';
import type { Count, Instant } from '../http/field-types';

export class AuditVerificationResponse {
  /** Entries of the log. */
  entries: Count;

  /** How many of them, the newest, were verified. */
  verified: Count;

  /** Whether all of these are as they were written. */
  intact: boolean;

  /** Number of the first entry that was changed, removed or inserted by hand, counted from the oldest; null if intact. */
  broken_at: Count | null;

  /** When the log was verified. */
  as_of: Instant;

  static of({ entries, verified, brokenAt }: VerifiedChain): AuditVerificationResponse {
    return { entries, verified, intact: brokenAt === null, broken_at: brokenAt, as_of: new Date().toISOString() };
  }
}
