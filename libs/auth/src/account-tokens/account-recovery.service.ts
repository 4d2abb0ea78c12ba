import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SessionPrincipal } from '../access/principal';
import { ApiKeysService } from '../api-keys/api-keys.service';
import { linkInvalid, newPasswordRequired } from '../auth.errors';
import { PasswordHasherService } from '../passwords/password-hasher.service';
import { SessionsService } from '../sessions/sessions.service';
import { GuessLimitsService } from '../sign-in/guess-limits.service';
import { assertStrong } from '../sign-in/sign-in.service';
import type { User } from '../users/user.entity';
import { UsersRepository } from '../users/users.repository';
import {
  type AccountTokenPurpose,
  AccountTokensRepository,
  type IssuedToken,
  type TokenOwner,
} from './account-tokens.repository';

/** Mailed tokens whose holder may choose the account's password. */
export type PasswordTokenPurpose = Extract<AccountTokenPurpose, 'password_reset' | 'email_verification'>;

/**
 * Removes everything that was added to an account before its address was proved.
 * @returns whether there was anything besides sessions
 */
export type RemoveEarlierAccess = (userId: string, manager: EntityManager) => Promise<boolean>;

export interface NewPassword {
  user: User;
  /** Whether anything besides sessions was removed. */
  hasLostAccess: boolean;
}

/** At most one mail of each kind per minute to one address. */
const PAUSE_SECONDS = 60;

/** Email verification and password reset: the rights of a user who can read the account's mailbox. */
@Injectable()
export class AccountRecoveryService {
  constructor(
    private readonly users: UsersRepository,
    private readonly tokens: AccountTokensRepository,
    private readonly hasher: PasswordHasherService,
    private readonly sessions: SessionsService,
    private readonly limits: GuessLimitsService,
    private readonly keys: ApiKeysService,
  ) {}

  /**
   * Creates the token to mail. Undefined when there is nothing to send: no such account, already verified, suspended,
   * requested again within a minute, or too often in a row.
   * @param isRepetition an earlier attempt to send this mail failed
   */
  async tokenFor(
    email: string,
    purpose: PasswordTokenPurpose,
    isRepetition = false,
  ): Promise<({ user: User } & IssuedToken) | undefined> {
    const user = await this.users.findByEmail(email);
    if (user?.status !== 'active' || (purpose === 'email_verification' && user.emailVerifiedAt)) return undefined;
    const pause = isRepetition ? 0 : PAUSE_SECONDS;
    if (!isRepetition) {
      const isTooSoon = await this.tokens.hasRecent(user.id, purpose, PAUSE_SECONDS);
      if (isTooSoon || (await this.limits.beginMailedLink(purpose, user.email)) !== undefined) return undefined;
    }
    const issued = await this.tokens.issue({ userId: user.id, email: user.email }, purpose, pause);
    return issued && { user, ...issued };
  }

  /**
   * Confirms the address for a person who has the account's password: a session of the account sends the request, or
   * the address was confirmed before.
   * @throws link_invalid; new_password_required, which leaves the token valid
   */
  async verifyEmail(token: string, session: SessionPrincipal | undefined, manager: EntityManager): Promise<TokenOwner> {
    const owner = await this.tokens.consume(token, 'email_verification', manager);
    const user = owner && (await this.users.findById(owner.userId, manager));
    if (!user || !(await this.users.markEmailVerified(user.id, owner.email, manager))) throw linkInvalid();
    // The caller's transaction ends without a commit.
    if (user.emailVerifiedAt === null && session?.userId !== user.id) throw newPasswordRequired();
    await this.limits.forgiveLink('email_verification', user.email, manager);
    return owner;
  }

  /**
   * Sets the password, which confirms the address, ends every session and an unconfirmed change of the address, and
   * lifts the delays after wrong passwords and codes. Does not sign the user in. If the owner of the address has never
   * chosen this account's password, the change calls `removeEarlierAccess`.
   * @throws link_invalid, invalid_input (a password that is easy to guess), sign_in_busy
   */
  async prepareNewPassword(
    { token, purpose }: { token: string; purpose: PasswordTokenPurpose },
    password: string,
    { revokeApiKeys }: { revokeApiKeys: boolean },
  ): Promise<(removeEarlierAccess: RemoveEarlierAccess, manager: EntityManager) => Promise<NewPassword>> {
    const owner = await this.tokens.find(token, purpose);
    const user = owner && (await this.users.findById(owner.userId));
    if (user?.email !== owner?.email || !user) throw linkInvalid();
    // A confirmation lives longer than a reset, so it sets no password once there is nothing left to confirm.
    if (purpose === 'email_verification' && user.emailVerifiedAt) throw linkInvalid();
    assertStrong(password, [user.email, user.name], 'new_password');
    const passwordHash = await this.hasher.hash(password);
    return async (removeEarlierAccess, manager) => {
      if (!(await this.tokens.consume(token, purpose, manager))) throw linkInvalid();
      // Locks the user's row before the sessions, as all code does.
      await this.users.setPasswordHash(user.id, passwordHash, manager);
      const isUnproved = user.emailVerifiedAt === null || user.passwordUnproved;
      const hasLostAccess = isUnproved && (await removeEarlierAccess(user.id, manager));
      await this.users.update(user.id, { passwordUnproved: false }, manager);
      await this.users.markEmailVerified(user.id, user.email, manager);
      await this.sessions.revoke(user.id, 'password_changed', {}, manager);
      await this.tokens.revoke(user.id, 'email_change', manager);
      if (revokeApiKeys) await this.keys.revokeAll(user.id, manager);
      await this.limits.forgiveAccount(user.email, manager);
      return { user, hasLostAccess };
    };
  }
}
