import { invalidInput } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { accountSuspended, emailTaken, invalidCredentials, passwordResetRequired, signInDelayed } from '../auth.errors';
import { PasswordHasher } from '../passwords/password-hasher.service';
import { passwordWeakness } from '../passwords/password-weakness';
import { type ClientPlace, networkOf } from '../sessions/client-place';
import { SessionsRepository } from '../sessions/sessions.repository';
import { SessionsService, type TokenPair } from '../sessions/sessions.service';
import type { User } from '../users/user.entity';
import { type NewUser, normaliseEmail, UsersRepository } from '../users/users.repository';
import { accountDelay, networkDelay, SignInDelays } from './sign-in-delays.repository';

export interface SignedIn extends TokenPair {
  user: User;
  /** The first sign-in from this network, by somebody who has signed in before. */
  fromNewPlace: boolean;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionsService,
    private readonly knownSessions: SessionsRepository,
    private readonly delays: SignInDelays,
  ) {}

  /**
   * Checks and hashes before the transaction, so that no connection waits for the hash.
   * @throws invalid_input (a password that is easy to guess), sign_in_busy
   */
  async prepareRegistration({ email, password, name }: { email: string; password: string; name: string }): Promise<NewUser> {
    assertStrong(password, [email, name], 'password');
    return { email, name: name.trim(), passwordHash: await this.hasher.hash(password), role: 'user', emailVerifiedAt: null };
  }

  /** @throws email_taken */
  async register(newUser: NewUser, place: ClientPlace, manager: EntityManager): Promise<SignedIn> {
    const user = await this.users.insert(newUser, manager);
    if (!user) throw emailTaken();
    return { ...(await this.sessions.open(user.id, place, manager)), user, fromNewPlace: false };
  }

  /**
   * One answer and one duration for unknown addresses and wrong passwords.
   * @throws invalid_credentials, sign_in_delayed, sign_in_busy, account_suspended, password_reset_required
   */
  async login(given: { email: string; password: string }, place: ClientPlace): Promise<SignedIn> {
    const email = normaliseEmail(given.email);
    const user = await this.users.findByEmail(email);
    const known = user !== null && (await this.knownSessions.knowsNetwork(user.id, place.ip));
    await this.delay(email, place, known);
    const matches = await this.hasher.verify(user?.passwordHash, given.password);
    if (!matches || !user) throw invalidCredentials();
    if (user.status === 'suspended') throw accountSuspended();
    if (user.mustResetPassword) throw passwordResetRequired();
    await this.succeed(user, given.password, place);
    const fromNewPlace = !known && (await this.knownSessions.hasAny(user.id));
    return { ...(await this.sessions.open(user.id, place)), user, fromNewPlace };
  }

  /** Whoever has signed in from a network before is not held up there by guesses from elsewhere. */
  private async delay(email: string, place: ClientPlace, known: boolean): Promise<void> {
    const keys = [networkDelay(networkOf(place.ip)), ...(known ? [] : [accountDelay(email)])];
    for (const key of keys) {
      const retryAfterSeconds = await this.delays.begin(key);
      if (retryAfterSeconds !== undefined) throw signInDelayed(undefined, { retryAfterSeconds });
    }
  }

  private async succeed(user: User, password: string, place: ClientPlace): Promise<void> {
    await Promise.all([this.delays.clear(accountDelay(user.email)), this.delays.takeBack(networkDelay(networkOf(place.ip)))]);
    if (user.passwordHash && this.hasher.isOutdated(user.passwordHash)) await this.users.setPasswordHash(user.id, await this.hasher.hash(password));
  }
}

/** @throws invalid_input */
export function assertStrong(password: string, about: readonly string[], path: string): void {
  const weakness = passwordWeakness(password, about);
  if (weakness) throw invalidInput(`The password ${weakness}.`, { errors: [{ path, code: 'password_too_weak', message: `The password ${weakness}.` }] });
}
