import { notFound, type Page } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CredentialCacheService } from '../access/credential-cache.service';
import type { UserRole } from '../access/principal';
import { type Actor, AuditLogService, OPERATORS } from '../audit/audit-log.service';
import { lastAdmin, totpNotSetUp } from '../auth.errors';
import { SessionsService } from '../sessions/sessions.service';
import { TotpRepository } from '../totp/totp.repository';
import type { User, UserStatus } from './user.entity';
import { type UserFootprint, UsersRepository } from './users.repository';

/**
 * What operators do to users. Every change is recorded in the audit log, in the same transaction, and takes effect
 * immediately.
 */
@Injectable()
export class UserAdministrationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly users: UsersRepository,
    private readonly sessions: SessionsService,
    private readonly totp: TotpRepository,
    private readonly audit: AuditLogService,
    private readonly cache: CredentialCacheService,
  ) {}

  /** Finds users by a part of the address or the name; all users without one. */
  search(text: string | undefined, page: { limit: number; cursor?: string }): Promise<Page<User>> {
    return this.users.search(text, page);
  }

  /** @throws not_found */
  async detail(id: string): Promise<{ user: User; footprint: UserFootprint }> {
    const user = await this.users.findById(id);
    if (!user) throw notFound();
    return { user, footprint: await this.users.footprint(id) };
  }

  /** @throws not_found, last_admin */
  setRole(id: string, role: UserRole, actor: Actor, reason?: string): Promise<User> {
    return this.change(id, async (user, manager, admins) => {
      if (user.role === role) return;
      if (role === 'user') keepAnAdmin(user, admins);
      await this.users.update(id, { role }, manager);
      await this.audit.append(
        actor,
        {
          chain: OPERATORS,
          action: 'user.role_changed',
          target: { type: 'user', id },
          before: { role: user.role },
          after: { role, reason },
        },
        manager,
      );
    });
  }

  /** @throws not_found, last_admin */
  setStatus(id: string, status: UserStatus, actor: Actor, reason?: string): Promise<User> {
    return this.change(id, async (user, manager, admins) => {
      if (user.status === status) return;
      if (status === 'suspended') {
        keepAnAdmin(user, admins);
        await this.sessions.revoke(id, 'revoked_by_admin', {}, manager);
      }
      await this.users.update(id, { status }, manager);
      const action = status === 'suspended' ? 'user.suspended' : 'user.restored';
      await this.audit.append(
        actor,
        {
          chain: OPERATORS,
          action,
          target: { type: 'user', id },
          before: { status: user.status },
          after: { status, reason },
        },
        manager,
      );
    });
  }

  /**
   * Signs the user out everywhere; on request, blocks the account until a new password is chosen.
   * @throws not_found
   */
  resetSessions(id: string, mustResetPassword: boolean, actor: Actor, reason?: string): Promise<User> {
    return this.change(id, async (_user, manager) => {
      const ended = await this.sessions.revoke(id, 'revoked_by_admin', {}, manager);
      if (mustResetPassword) await this.users.update(id, { mustResetPassword }, manager);
      await this.audit.append(
        actor,
        {
          chain: OPERATORS,
          action: 'user.sessions_reset',
          target: { type: 'user', id },
          after: { sessions_ended: ended, must_reset_password: mustResetPassword, reason },
        },
        manager,
      );
    });
  }

  /**
   * For a person who lost the authenticator app and the recovery codes: the password alone signs in again. Signs the
   * user out everywhere.
   * @param within runs in the same transaction
   * @throws not_found, totp_not_set_up
   */
  removeTwoFactor(
    id: string,
    actor: Actor,
    reason: string | undefined,
    within: (user: User, manager: EntityManager) => Promise<unknown>,
  ): Promise<User> {
    return this.change(id, async (user, manager) => {
      const ended = await this.sessions.revoke(id, 'revoked_by_admin', {}, manager);
      if (!(await this.totp.remove(id, manager))) throw totpNotSetUp();
      await this.audit.append(
        actor,
        {
          chain: OPERATORS,
          action: 'user.two_factor_removed',
          target: { type: 'user', id },
          after: { sessions_ended: ended, reason },
        },
        manager,
      );
      await within(user, manager);
    });
  }

  private async change(
    id: string,
    work: (user: User, manager: EntityManager, admins: readonly User[]) => Promise<void>,
  ): Promise<User> {
    const changed = await this.dataSource.transaction(async (manager) => {
      // Serialises changes to administrators, so that two administrators cannot remove each other.
      const admins = await this.users.lockAdmins(manager);
      const user = admins.find((admin) => admin.id === id) ?? (await this.users.findById(id, manager));
      if (!user || user.status === 'deleted') throw notFound();
      await work(user, manager, admins);
      return this.users.findById(id, manager);
    });
    this.cache.forget(id);
    return changed as User;
  }
}

/** @throws last_admin */
function keepAnAdmin(user: User, admins: readonly User[]): void {
  if (admins.length === 1 && admins[0]?.id === user.id) throw lastAdmin();
}
