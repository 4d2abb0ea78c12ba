import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ApiKeysService } from '../api-keys/api-keys.service';
import { AuditLogService } from '../audit/audit-log.service';
import { SessionsService } from '../sessions/sessions.service';
import { TotpService } from '../totp/totp.service';
import { WorkspacesRepository } from '../workspaces/workspaces.repository';
import { AccountTokensRepository } from './account-tokens.repository';

/**
 * Removes what a stranger may have added to an account before its real owner confirmed the address: anybody can
 * register an address that is not theirs.
 */
@Injectable()
export class EarlierAccessService {
  constructor(
    private readonly sessions: SessionsService,
    private readonly keys: ApiKeysService,
    private readonly totp: TotpService,
    private readonly workspaces: WorkspacesRepository,
    private readonly audit: AuditLogService,
    private readonly tokens: AccountTokensRepository,
  ) {}

  /**
   * Removes sessions, keys, the second factor, members, open invites and an unconfirmed change of the address.
   * @returns whether there was anything besides sessions
   */
  async revoke(userId: string, ip: string, manager: EntityManager): Promise<boolean> {
    const sessions = await this.sessions.revoke(userId, 'address_proved', {}, manager);
    const keys = await this.keys.revokeAll(userId, manager);
    const hadTotp = await this.totp.removeUnproved(userId, manager);
    const people = await this.workspaces.removeEverybody(userId, manager);
    await this.tokens.revoke(userId, 'email_change', manager);
    if (sessions + keys + people === 0 && !hadTotp) return false;
    await this.audit.append(
      { kind: 'user', id: userId, ip },
      {
        chain: userId,
        action: 'account.earlier_access_revoked',
        target: { type: 'user', id: userId },
        after: { sessions, keys, two_factor: hadTotp, people },
      },
      manager,
    );
    return keys + people > 0 || hadTotp;
  }
}
