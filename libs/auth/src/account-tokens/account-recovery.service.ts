import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SessionPrincipal } from '../access/principal';
import { ApiKeysService } from '../api-keys/api-keys.service';
import { linkInvalid } from '../auth.errors';
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

import { EarlierAccessService } from './earlier-access.service';

export interface ProvedAddress extends TokenOwner {
  /** Whether the confirmation removed older keys, members or a second factor. */
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
    private readonly earlier: EarlierAccessService,
    private readonly keys: ApiKeysService,
  ) {}

  /**
   * Creates the token to mail. Undefined when there is nothing to send: no such account, already verified, suspended,
   * or requested again within a minute.
   * @param isRepetition an earlier attempt to send this mail failed
   */
  async tokenFor(
    email: string,
    purpose: AccountTokenPurpose,
    isRepetition = false,
  ): Promise<({ user: User } & IssuedToken) | undefined> {
    const user = await this.users.findByEmail(email);
    if (user?.status !== 'active' || (purpose === 'email_verification' && user.emailVerifiedAt)) return undefined;
    const pause = isRepetition ? 0 : PAUSE_SECONDS;
    if (purpose === 'password_reset' && !isRepetition) {
      const isTooSoon = await this.tokens.hasRecent(user.id, purpose, PAUSE_SECONDS);
      if (isTooSoon || !(await this.limits.mayMailReset(user.email))) return undefined;
    }
    const issued = await this.tokens.issue({ userId: user.id, email: user.email }, purpose, pause);
    return issued && { user, ...issued };
  }

  /**
   * The first confirmation of an address removes what was added to the account before, unless the request comes from a
   * session of the account: then the person who registered also reads the mailbox.
   * @param session that sends the request, if any
   * @throws link_invalid
   */
  async verifyEmail(
    token: string,
    session: SessionPrincipal | undefined,
    ip: string,
    manager: EntityManager,
  ): Promise<ProvedAddress> {
    const owner = await this.tokens.consume(token, 'email_verification', manager);
    const user = owner && (await this.users.findById(owner.userId, manager));
    if (!user || !(await this.users.markEmailVerified(user.id, owner.email, manager))) throw linkInvalid();
    const isProvedFully = user.emailVerifiedAt !== null || session?.userId === user.id;
    if (isProvedFully) return { ...owner, hasLostAccess: false };
    await this.users.update(user.id, { passwordUnproved: true }, manager);
    return { ...owner, hasLostAccess: await this.earlier.revoke(user.id, ip, manager) };
  }

  /**
   * Sets the password, ends every session and an unconfirmed change of the address, and lifts the delays after wrong
   * passwords and codes. Does not sign the user in. If the owner of the address has never chosen this account's
   * password, everything added before is removed.
   * @throws link_invalid, invalid_input (a password that is easy to guess), sign_in_busy
   */
  async prepareReset(
    token: string,
    password: string,
    { revokeApiKeys }: { revokeApiKeys: boolean },
  ): Promise<(ip: string, manager: EntityManager) => Promise<{ user: User; hasLostAccess: boolean }>> {
    const owner = await this.tokens.find(token, 'password_reset');
    const user = owner && (await this.users.findById(owner.userId));
    if (user?.email !== owner?.email || !user) throw linkInvalid();
    assertStrong(password, [user.email, user.name], 'new_password');
    const passwordHash = await this.hasher.hash(password);
    return async (ip, manager) => {
      if (!(await this.tokens.consume(token, 'password_reset', manager))) throw linkInvalid();
      // Locks the user's row before the sessions, as all code does.
      await this.users.setPasswordHash(user.id, passwordHash, manager);
      const isUnproved = user.emailVerifiedAt === null || user.passwordUnproved;
      const hasLostAccess = isUnproved && (await this.earlier.revoke(user.id, ip, manager));
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
