import { affectedRows } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Of each kind. */
export const SIGN_IN_LEFTOVERS_A_BATCH = 1_000;

/** Ended sessions stay for 30 days for the owner's mails and the logs; other rows are deleted when they expire. */
const OVER: Record<string, string> = {
  sessions: `least(expires_at, revoked_at) < now() - interval '30 days'`,
  account_tokens: 'expires_at < now()',
  workspace_invites: `expires_at < now() - interval '30 days'`,
  invite_mails: `created_at < now() - interval '1 day'`,
  sign_in_delays: `last_failure_at < now() - interval '1 day'`,
};

@Injectable()
export class AuthMaintenanceRepository {
  /** Deletes a batch of expired rows of each kind. @returns the number of rows */
  async purge(manager: EntityManager): Promise<number> {
    let total = 0;
    for (const [table, isOver] of Object.entries(OVER)) {
      total += await affectedRows(
        manager,
        `delete from ${table} where ctid = any(array(select ctid from ${table} where ${isOver} limit ${SIGN_IN_LEFTOVERS_A_BATCH}))`,
      );
    }
    return total;
  }
}
