import { invalidInput } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AccountTokensRepository } from '../account-tokens/account-tokens.repository';
import { ApiKeysService } from '../api-keys/api-keys.service';
import { invalidCredentials } from '../auth.errors';
import { PasswordHasherService } from '../passwords/password-hasher.service';
import type { ClientOrigin } from '../sessions/client-origin';
import { SessionsService } from '../sessions/sessions.service';
import type { User } from '../users/user.entity';
import { UsersRepository } from '../users/users.repository';
import { PasswordCheckService } from './password-check.service';
import { assertStrong } from './sign-in.service';

/** Changes the password of a signed-in user who knows the current one. */
@Injectable()
export class PasswordChangeService {
  constructor(
    private readonly passwords: PasswordCheckService,
    private readonly hasher: PasswordHasherService,
    private readonly users: UsersRepository,
    private readonly sessions: SessionsService,
    private readonly keys: ApiKeysService,
    private readonly tokens: AccountTokensRepository,
  ) {}

  /**
   * Checks and hashes before the transaction, so that no connection waits for the hash. The returned function writes
   * the change and ends every other session and an unconfirmed change of the address.
   * @throws invalid_credentials (the returned function too, when the password was changed meanwhile), sign_in_delayed,
   * invalid_input (easy to guess, or the same as before), sign_in_busy
   */
  async prepare(
    userId: string,
    current: string,
    next: string,
    origin: ClientOrigin,
  ): Promise<(change: { sessionId: string; revokeApiKeys: boolean }, manager: EntityManager) => Promise<User>> {
    const user = await this.passwords.confirm(userId, current, origin);
    if (next === current)
      throw invalidInput(undefined, {
        errors: [
          {
            path: 'new_password',
            code: 'password_unchanged',
            message: 'new_password must differ from the current password',
          },
        ],
      });
    assertStrong(next, [user.email, user.name], 'new_password');
    const passwordHash = await this.hasher.hash(next);
    return async ({ sessionId, revokeApiKeys }, manager) => {
      if (!(await this.users.replacePasswordHash(user, passwordHash, manager))) throw invalidCredentials();
      await this.sessions.holdLive({ sessionId }, manager);
      await this.sessions.revoke(userId, 'password_changed', { except: sessionId }, manager);
      await this.tokens.revoke(userId, 'email_change', manager);
      if (revokeApiKeys) await this.keys.revokeAll(userId, manager);
      return user;
    };
  }
}
