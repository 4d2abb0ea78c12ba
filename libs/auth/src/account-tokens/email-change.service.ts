import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, AuditLogService } from '../audit/audit-log.service';
import { linkInvalid } from '../auth.errors';
import { SessionsService } from '../sessions/sessions.service';
import type { User } from '../users/user.entity';
import { UsersRepository } from '../users/users.repository';
import { AccountTokensRepository, type IssuedToken } from './account-tokens.repository';

const PAUSE_SECONDS = 60;
/**
 * The first address keeps its link for as long as the link lives: a thief who changes the address twice does not void
 * it.
 */
const UNDO_SECONDS = 7 * 86_400;

export interface ChangedEmail {
  userId: string;
  former: string;
  current: string;
}

/**
 * Changes the address of an account: confirmed by a person who is signed in to it and reads the new mailbox, undone
 * from the old one.
 */
@Injectable()
export class EmailChangeService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly users: UsersRepository,
    private readonly tokens: AccountTokensRepository,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * For the mail to the new address; undefined when an account has that address, within a minute of the last mail, and
   * when the session that requested the change has ended.
   */
  async confirmationFor(
    { userId, sessionId }: { userId: string; sessionId: string },
    email: string,
    isRepetition: boolean,
  ): Promise<({ user: User } & IssuedToken) | undefined> {
    const user = await this.users.findById(userId);
    if (user?.status !== 'active' || (await this.users.findByEmail(email))) return undefined;
    const pause = isRepetition ? 0 : PAUSE_SECONDS;
    const issued = await this.dataSource.transaction(async (manager) =>
      (await this.sessions.isLive({ sessionId }, manager))
        ? this.tokens.issue({ userId, email }, 'email_change', pause, manager)
        : undefined,
    );
    return issued && { user, ...issued };
  }

  /** For the notice to the old address; without a token while an earlier address can still undo its own change. */
  async undoFor(userId: string, former: string): Promise<{ user: User; undo?: IssuedToken } | undefined> {
    const user = await this.users.findById(userId);
    if (user?.status !== 'active') return undefined;
    return { user, undo: await this.tokens.issue({ userId, email: former }, 'email_change_undo', UNDO_SECONDS) };
  }

  /**
   * Only the account that asked can use the token: the reader of a mistyped address must not get the account, and
   * nobody's mailbox must vouch for an account that is not theirs.
   * @throws link_invalid, also when an account has taken the address in the meantime
   */
  async confirm(userId: string, token: string, ip: string, manager: EntityManager): Promise<ChangedEmail> {
    const owner = await this.tokens.consume(token, 'email_change', manager);
    // The caller's transaction ends without a commit, so the token stays valid.
    if (owner && owner.userId !== userId)
      throw linkInvalid('The link belongs to another account. Sign in to the account that changes its address.');
    const user = owner && (await this.users.findById(owner.userId, manager));
    if (!owner || !user || !(await this.users.setEmail(user.id, owner.email, manager))) throw linkInvalid();
    await this.note({ kind: 'user', id: user.id, ip }, user.id, 'account.email_changed', manager);
    return { userId: user.id, former: user.email, current: owner.email };
  }

  /**
   * Restores the old address, ends every session and any further change, and requires a new password.
   * @throws link_invalid
   */
  async undo(token: string, ip: string, manager: EntityManager): Promise<ChangedEmail> {
    const owner = await this.tokens.consume(token, 'email_change_undo', manager);
    const user = owner && (await this.users.findById(owner.userId, manager));
    if (!owner || !user || !(await this.users.setEmail(user.id, owner.email, manager))) throw linkInvalid();
    await this.users.update(user.id, { mustResetPassword: true, passwordUnproved: true }, manager);
    await this.sessions.revoke(user.id, 'address_proved', {}, manager);
    await this.tokens.revoke(user.id, 'email_change', manager);
    await this.note({ kind: 'user', id: user.id, ip }, user.id, 'account.email_change_undone', manager);
    return { userId: user.id, former: user.email, current: owner.email };
  }

  private note(
    actor: Actor,
    userId: string,
    action: 'account.email_changed' | 'account.email_change_undone',
    manager: EntityManager,
  ): Promise<void> {
    return this.audit.append(actor, { chain: userId, action, target: { type: 'user', id: userId } }, manager);
  }
}
