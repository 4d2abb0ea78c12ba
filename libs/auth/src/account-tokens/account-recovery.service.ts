import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { linkInvalid } from '../auth.errors';
import { PasswordHasherService } from '../passwords/password-hasher.service';
import { SessionsService } from '../sessions/sessions.service';
import { assertStrong } from '../sign-in/sign-in.service';
import { accountDelay, SignInDelaysRepository } from '../sign-in/sign-in-delays.repository';
import type { User } from '../users/user.entity';
import { UsersRepository } from '../users/users.repository';
import {
  type AccountTokenPurpose,
  AccountTokensRepository,
  type IssuedToken,
  type TokenOwner,
} from './account-tokens.repository';

/** At most one mail of a kind a minute to one address. */
const PAUSE_SECONDS = 60;

/** Email verification and password reset: what a user may do who can read the account's mailbox. */
@Injectable()
export class AccountRecoveryService {
  constructor(
    private readonly users: UsersRepository,
    private readonly tokens: AccountTokensRepository,
    private readonly hasher: PasswordHasherService,
    private readonly sessions: SessionsService,
    private readonly delays: SignInDelaysRepository,
  ) {}

  /**
   * Makes the token to mail. Undefined when there is nothing to send: no such account, already verified,
   * suspended, or requested again within a minute.
   * @param isRepetition an earlier attempt to send this mail failed
   */
  async tokenFor(
    email: string,
    purpose: AccountTokenPurpose,
    isRepetition = false,
  ): Promise<({ user: User } & IssuedToken) | undefined> {
    const user = await this.users.findByEmail(email);
    if (user?.status !== 'active' || (purpose === 'email_verification' && user.emailVerifiedAt)) return undefined;
    const issued = await this.tokens.issue(
      { userId: user.id, email: user.email },
      purpose,
      isRepetition ? 0 : PAUSE_SECONDS,
    );
    return issued && { user, ...issued };
  }

  /**
   * @returns whose address it was
   * @throws link_invalid
   */
  async verifyEmail(token: string, manager: EntityManager): Promise<TokenOwner> {
    const owner = await this.tokens.consume(token, 'email_verification', manager);
    if (!owner || !(await this.users.markEmailVerified(owner.userId, owner.email, manager))) throw linkInvalid();
    return owner;
  }

  /**
   * Sets the password, ends every session and lifts the delay of failed sign-ins. Does not sign the user in.
   * @throws link_invalid, invalid_input (a password that is easy to guess), sign_in_busy
   */
  async prepareReset(token: string, password: string): Promise<(manager: EntityManager) => Promise<User>> {
    const owner = await this.tokens.find(token, 'password_reset');
    const user = owner && (await this.users.findById(owner.userId));
    if (user?.email !== owner?.email || !user) throw linkInvalid();
    assertStrong(password, [user.email, user.name], 'new_password');
    const passwordHash = await this.hasher.hash(password);
    return async (manager) => {
      if (!(await this.tokens.consume(token, 'password_reset', manager))) throw linkInvalid();
      await this.users.setPasswordHash(user.id, passwordHash, manager);
      await this.users.markEmailVerified(user.id, user.email, manager);
      await this.sessions.revoke(user.id, 'password_changed', {}, manager);
      await this.delays.clear(accountDelay(user.email), manager);
      return user;
    };
  }
}
