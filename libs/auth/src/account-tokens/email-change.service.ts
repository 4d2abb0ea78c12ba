import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Actor, AuditLogService } from '../audit/audit-log.service';
import { linkInvalid } from '../auth.errors';
import { SessionsService } from '../sessions/sessions.service';
import { GuessLimitsService } from '../sign-in/guess-limits.service';
import type { User } from '../users/user.entity';
import { UsersRepository } from '../users/users.repository';
import { AccountTokensRepository, type IssuedToken, type TokenOwner } from './account-tokens.repository';

/** One mail within this time to the same address. */
const PAUSE_SECONDS = 60;
/**
 * The first address keeps its link for as long as the link lives: a thief who changes the address twice does not void
 * it. Nobody else gets the address meanwhile.
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
    private readonly limits: GuessLimitsService,
  ) {}

  /**
   * Begins a change, which voids the link of an earlier one to any other address, so that a mistyped address cannot be
   * confirmed.
   * @returns whether a mail is due; false within a minute of the last one to the same address
   * @throws too_many_email_changes
   */
  async request(userId: string, email: string, manager: EntityManager): Promise<boolean> {
    await this.limits.limitEmailChanges(userId);
    await this.tokens.revoke(userId, 'email_change', manager, { except: email });
    return (await this.tokens.issue({ userId, email }, 'email_change', PAUSE_SECONDS, manager)) !== undefined;
  }

  /**
   * Counts the mail to the new address. Anybody can have such mails sent there, so a mail that has to wait is postponed
   * and not dropped, for as long as the session that requested it is live.
   * @returns seconds to wait when the mailbox got several such mails in a row, from any accounts
   */
  async beginMail(
    { userId, sessionId }: { userId: string; sessionId: string },
    email: string,
  ): Promise<number | undefined> {
    if (!(await this.users.mayTake(userId, email))) return undefined;
    const isDue = await this.dataSource.transaction(
      async (manager) =>
        (await this.sessions.isLive({ sessionId }, manager)) &&
        (await this.tokens.exists({ userId, email }, 'email_change', manager)),
    );
    return isDue ? this.limits.beginMailedLink('email_change', email) : undefined;
  }

  /**
   * The user and the token for the mail to the new address; undefined when another account has confirmed that address,
   * when a later request replaced this one, and when the session that requested the change has ended.
   */
  async confirmationFor(
    { userId, sessionId }: { userId: string; sessionId: string },
    email: string,
  ): Promise<({ user: User } & IssuedToken) | undefined> {
    const user = await this.users.findById(userId);
    if (user?.status !== 'active' || user.email === email) return undefined;
    if (!(await this.users.mayTake(userId, email))) return undefined;
    const issued = await this.dataSource.transaction(async (manager) => {
      if (await this.sessions.isLive({ sessionId }, manager))
        return this.tokens.renew({ userId, email }, 'email_change', manager);
      await this.tokens.revoke(userId, 'email_change', manager, { email });
      return undefined;
    });
    return issued && { user, ...issued };
  }

  /**
   * The user and the token for the notice to the old address; no token while an earlier address can still undo its own
   * change.
   */
  async undoFor(userId: string, former: string): Promise<{ user: User; undo?: IssuedToken } | undefined> {
    const user = await this.users.findById(userId);
    if (user?.status !== 'active') return undefined;
    return { user, undo: await this.tokens.renew({ userId, email: former }, 'email_change_undo') };
  }

  /**
   * Only the account that requested the change can use the token: the reader of a mistyped address must not get the
   * account, and no mailbox may confirm an account of someone else.
   * @throws link_invalid, also when an account has taken the address in the meantime
   */
  async confirm(userId: string, token: string, ip: string, manager: EntityManager): Promise<ChangedEmail> {
    const owner = await this.tokens.consume(token, 'email_change', manager);
    // The caller's transaction ends without a commit, so the token stays valid.
    if (owner && owner.userId !== userId)
      throw linkInvalid('The link belongs to another account. Sign in to the account that changes its address.');
    const user = await this.take(owner, ip, manager);
    await this.limits.forgiveLink('email_change', (owner as TokenOwner).email, manager);
    // Reserves the former address; the notice that is mailed to it gets a secret of its own.
    await this.tokens.revoke(user.id, 'email_change_undo', manager, { email: user.email });
    await this.tokens.issue({ userId: user.id, email: user.email }, 'email_change_undo', UNDO_SECONDS, manager);
    await this.note({ kind: 'user', id: user.id, ip }, user.id, 'account.email_changed', manager);
    return { userId: user.id, former: user.email, current: (owner as TokenOwner).email };
  }

  /**
   * Restores the old address, ends every session and any further change, and requires a new password.
   * @throws link_invalid
   */
  async undo(token: string, ip: string, manager: EntityManager): Promise<ChangedEmail> {
    const owner = await this.tokens.consume(token, 'email_change_undo', manager);
    const user = await this.take(owner, ip, manager);
    await this.users.update(user.id, { mustResetPassword: true, passwordUnproved: true }, manager);
    await this.sessions.revoke(user.id, 'address_proved', {}, manager);
    await this.tokens.revoke(user.id, 'email_change', manager);
    await this.note({ kind: 'user', id: user.id, ip }, user.id, 'account.email_change_undone', manager);
    return { userId: user.id, former: user.email, current: (owner as TokenOwner).email };
  }

  /**
   * Gives the account the proved address, even if another account has it without having confirmed it.
   * @returns the account as it was
   */
  private async take(owner: TokenOwner | undefined, ip: string, manager: EntityManager): Promise<User> {
    const user = owner && (await this.users.findById(owner.userId, manager));
    const displaced = user && (await this.users.setEmail(user, owner.email, manager));
    if (!user || !displaced) throw linkInvalid();
    for (const id of displaced) await this.note({ kind: 'system', id: null, ip }, id, 'account.email_lost', manager);
    return user;
  }

  private note(
    actor: Actor,
    userId: string,
    action: 'account.email_changed' | 'account.email_change_undone' | 'account.email_lost',
    manager: EntityManager,
  ): Promise<void> {
    return this.audit.append(actor, { chain: userId, action, target: { type: 'user', id: userId } }, manager);
  }
}
