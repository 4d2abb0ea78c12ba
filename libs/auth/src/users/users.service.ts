import { randomBytes } from 'node:crypto';
import { notFound } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, AuditLogService, OPERATORS } from '../audit/audit-log.service';
import { PasswordHasherService } from '../passwords/password-hasher.service';
import { SessionsService } from '../sessions/sessions.service';
import type { User } from './user.entity';
import { UsersRepository } from './users.repository';

export interface EnsuredAdmin {
  user: User;
  /** False when an administrator already existed; the given address and password are then ignored. */
  created: boolean;
  /** Only if it was generated here: shown once, never stored. */
  generatedPassword?: string;
}

/** Why nothing may be published for an account. The codes of the errors `accountSuspended` and `accountDeletionPending`. */
export type AccountHold = 'account_suspended' | 'account_deletion_pending';

@Injectable()
export class UsersService {
  constructor(
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasherService,
    private readonly dataSource: DataSource,
    private readonly audit: AuditLogService,
    private readonly sessions: SessionsService,
  ) {}

  /** @throws not_found */
  async get(id: string, manager?: EntityManager): Promise<User> {
    const user = await this.users.findById(id, manager);
    if (!user) throw notFound();
    return user;
  }

  /** Those of the accounts that are suspended or being deleted, with the reason. */
  async holdsOf(ids: readonly string[]): Promise<Map<string, AccountHold>> {
    const active = new Set<string>();
    const holds = new Map<string, AccountHold>();
    for (const { id, status, deletionDueAt } of await this.users.findByIds(ids)) {
      if (status === 'suspended') holds.set(id, 'account_suspended');
      else if (status === 'active' && !deletionDueAt) active.add(id);
    }
    for (const id of ids) if (!active.has(id) && !holds.has(id)) holds.set(id, 'account_deletion_pending');
    return holds;
  }

  /** Changes the name that others see, and records it in the audit log. @throws not_found */
  async rename(id: string, name: string, actor: Actor): Promise<User> {
    const { name: before } = await this.get(id);
    await this.dataSource.transaction(async (manager) => {
      await this.users.update(id, { name }, manager);
      await this.audit.append(
        actor,
        {
          chain: id,
          action: 'account.renamed',
          target: { type: 'user', id },
          before: { name: before },
          after: { name },
        },
        manager,
      );
    });
    return this.get(id);
  }

  findByEmail(email: string): Promise<User | undefined> {
    return this.users.findByEmail(email).then((user) => user ?? undefined);
  }

  /**
   * Creates the first administrator, or finds the existing one. A user who confirmed the address is promoted, and gets
   * the password.
   * @param given without an address only an existing administrator is found
   */
  async ensureAdmin(given: { email?: string; password?: string }): Promise<EnsuredAdmin | undefined> {
    const { email, password } = given;
    const existing = await this.users.findFirstAdmin();
    if (existing) return { user: existing, created: false };
    if (email === undefined) return undefined;
    const generatedPassword = password === undefined ? randomBytes(18).toString('base64url') : undefined;
    const passwordHash = await this.hasher.hash(password ?? generatedPassword ?? '');
    const user = await this.dataSource.transaction((manager) => this.insertFirstAdmin(email, passwordHash, manager));
    return user ? { user, created: true, generatedPassword } : this.ensureAdmin(given);
  }

  private async insertFirstAdmin(email: string, passwordHash: string, manager: EntityManager): Promise<User | null> {
    const first = await this.users.insertFirstAdmin(
      { email, name: 'Administrator', passwordHash, role: 'admin', emailVerifiedAt: new Date() },
      manager,
    );
    if (!first) return null;
    const actor: Actor = { kind: 'system', id: null, ip: null };
    for (const id of first.displaced)
      await this.audit.append(
        actor,
        { chain: id, action: 'account.email_lost', target: { type: 'user', id } },
        manager,
      );
    if (!first.isPromoted) return first.user;
    const { id } = first.user;
    await this.sessions.revoke(id, 'password_changed', {}, manager);
    await this.audit.append(
      actor,
      {
        chain: OPERATORS,
        action: 'user.role_changed',
        target: { type: 'user', id },
        before: { role: 'user' },
        after: { role: 'admin', reason: 'bootstrap' },
      },
      manager,
    );
    return first.user;
  }
}
