import { Injectable } from '@nestjs/common';
import { invalidCredentials, signInDelayed } from '../auth.errors';
import { PasswordHasherService } from '../passwords/password-hasher.service';
import { type ClientOrigin, networkOf } from '../sessions/client-origin';
import { SessionsRepository } from '../sessions/sessions.repository';
import type { User } from '../users/user.entity';
import { normaliseEmail, UsersRepository } from '../users/users.repository';
import { accountDelay, networkDelay, SignInDelaysRepository } from './sign-in-delays.repository';

/** An id that no user has. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

export interface CheckedPassword {
  user: User;
  /** Whether the user signed in from this network before. */
  fromKnownNetwork: boolean;
  /** Says that the sign-in as a whole succeeded; until then the attempt counts as a failed one. */
  succeed: () => Promise<void>;
}

/** The one place where passwords are compared, behind progressive delays. */
@Injectable()
export class PasswordCheckService {
  constructor(
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasherService,
    private readonly sessions: SessionsRepository,
    private readonly delays: SignInDelaysRepository,
  ) {}

  /**
   * One answer and one duration for unknown addresses and wrong passwords.
   * @throws invalid_credentials, sign_in_delayed, sign_in_busy
   */
  async begin(email: string, password: string, origin: ClientOrigin): Promise<CheckedPassword> {
    const user = await this.users.findByEmail(email);
    // Asked for unknown addresses as well: they must cost the same.
    const fromKnownNetwork = await this.sessions.knowsNetwork(user?.id ?? NOBODY, origin.ip);
    await this.delay(normaliseEmail(email), origin, fromKnownNetwork);
    const matches = await this.hasher.verify(user?.passwordHash, password);
    if (!matches || !user) throw invalidCredentials();
    return { user, fromKnownNetwork, succeed: () => this.succeed(user, password, origin) };
  }

  /**
   * Before a signed-in person does something that a stolen token must not.
   * @throws invalid_credentials, sign_in_delayed, sign_in_busy
   */
  async confirm(userId: string, password: string, origin: ClientOrigin): Promise<User> {
    const user = await this.users.findById(userId);
    const { succeed } = await this.begin(user?.email ?? '', password, origin);
    await succeed();
    return user as User;
  }

  /** Guesses from elsewhere do not delay users on networks from which they have signed in before. */
  private async delay(email: string, origin: ClientOrigin, fromKnownNetwork: boolean): Promise<void> {
    const keys = [networkDelay(networkOf(origin.ip)), ...(fromKnownNetwork ? [] : [accountDelay(email)])];
    for (const key of keys) {
      const retryAfterSeconds = await this.delays.begin(key);
      if (retryAfterSeconds !== undefined) throw signInDelayed(undefined, { retryAfterSeconds });
    }
  }

  private async succeed(user: User, password: string, origin: ClientOrigin): Promise<void> {
    await Promise.all([
      this.delays.clear(accountDelay(user.email)),
      this.delays.takeBack(networkDelay(networkOf(origin.ip))),
    ]);
    if (user.passwordHash && this.hasher.isOutdated(user.passwordHash))
      await this.users.setPasswordHash(user.id, await this.hasher.hash(password));
  }
}
