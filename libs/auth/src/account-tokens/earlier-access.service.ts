import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { StreamTicketsRepository } from '../access/stream-tickets.repository';
import { AccountExportsRepository } from '../account/account-exports.repository';
import { ApiKeysService } from '../api-keys/api-keys.service';
import { SessionsService } from '../sessions/sessions.service';
import { TotpService } from '../totp/totp.service';
import { WorkspacesRepository } from '../workspaces/workspaces.repository';
import { AccountTokensRepository } from './account-tokens.repository';

/** How much was removed. */
export interface RemovedCredentials {
  sessions: number;
  keys: number;
  /** Members and open invitations. */
  people: number;
  hadTotp: boolean;
}

/**
 * Removes the credentials that a stranger may have added to an account before its real owner confirmed the address:
 * anybody can register an address that is not theirs.
 */
@Injectable()
export class EarlierAccessService {
  constructor(
    private readonly sessions: SessionsService,
    private readonly keys: ApiKeysService,
    private readonly totp: TotpService,
    private readonly workspaces: WorkspacesRepository,
    private readonly tokens: AccountTokensRepository,
    private readonly tickets: StreamTicketsRepository,
    private readonly exports: AccountExportsRepository,
  ) {}

  /**
   * Removes sessions, tickets, keys, the second factor, members, open invitations, links to exports, and a change of
   * the address that is not confirmed yet.
   */
  async remove(userId: string, manager: EntityManager): Promise<RemovedCredentials> {
    const sessions = await this.sessions.revoke(userId, 'address_proved', {}, manager);
    const keys = await this.keys.revokeAll(userId, manager);
    const hadTotp = await this.totp.removeUnproved(userId, manager);
    const people = await this.workspaces.removeEverybody(userId, manager);
    await this.tokens.revoke(userId, 'email_change', manager);
    await this.tickets.removeAll(userId, manager);
    await this.exports.endLinks(userId, manager);
    return { sessions, keys, people, hadTotp };
  }
}
