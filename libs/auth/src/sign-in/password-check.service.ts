import type { AppError } from '@app/core';
import { Injectable } from '@nestjs/common';
import { invalidCredentials } from '../auth.errors';
import { PasswordHasherService } from '../passwords/password-hasher.service';
import type { ClientOrigin } from '../sessions/client-origin';
import { TotpService } from '../totp/totp.service';
import type { User } from '../users/user.entity';
import { normaliseEmail, UsersRepository } from '../users/users.repository';
import { GuessLimitsService, type GuessTarget } from './guess-limits.service';

export interface CheckedPassword {
  user: User;
  target: GuessTarget;
  /** Reports that the sign-in as a whole succeeded; until then the attempt counts as failed. */
  succeed: () => Promise<void>;
}

/** For a person who is signed in: the message must not mention the address, which they did not enter. */
const wrongPassword = () => invalidCredentials('The password is incorrect.');

/** The only code that compares passwords and codes, behind progressive delays. */
@Injectable()
export class PasswordCheckService {
  constructor(
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasherService,
    private readonly limits: GuessLimitsService,
    private readonly totp: TotpService,
  ) {}

  /**
   * Gives the same answer in the same time for unknown addresses and wrong passwords.
   * @param wrong makes that answer
   * @throws invalid_credentials, sign_in_delayed, sign_in_busy
   */
  async begin(
    email: string,
    password: string,
    origin: ClientOrigin,
    wrong: () => AppError = () => invalidCredentials(),
  ): Promise<CheckedPassword> {
    const user = await this.users.findByEmail(email);
    const target = await this.limits.targetOf(normaliseEmail(email), user ?? undefined, origin);
    await this.limits.begin('password', target);
    const matches = await this.limits.slowWrongOnes(target, () => this.hasher.verify(user?.passwordHash, password));
    if (!matches || !user) throw wrong();
    // Codes have a separate count, because the password was not a guess.
    await this.limits.succeed('password', target);
    return { user, target, succeed: () => this.succeed(user, password, target) };
  }

  /**
   * Call it before a signed-in person does something that a stolen token must not allow.
   * @throws invalid_credentials, sign_in_delayed, sign_in_busy
   */
  async confirm(userId: string, password: string, origin: ClientOrigin): Promise<User> {
    const { user, succeed } = await this.begin(await this.emailOf(userId), password, origin, wrongPassword);
    await succeed();
    return user;
  }

  /**
   * Like `confirm`, plus the second factor of accounts that have one.
   * @throws invalid_credentials, totp_required, totp_invalid, sign_in_delayed, sign_in_busy
   */
  async confirmBoth(userId: string, { password, code }: GivenProof, origin: ClientOrigin): Promise<User> {
    const { user, target, succeed } = await this.begin(await this.emailOf(userId), password, origin, wrongPassword);
    await this.totp.demand(userId, code, target);
    await succeed();
    return user;
  }

  private async emailOf(userId: string): Promise<string> {
    return (await this.users.findById(userId))?.email ?? '';
  }

  private async succeed(user: User, password: string, target: GuessTarget): Promise<void> {
    await this.limits.forgiveNetwork(target);
    if (!user.passwordHash || !this.hasher.isOutdated(user.passwordHash)) return;
    const passwordHash = await this.hasher.hash(password);
    if (await this.users.replacePasswordHash(user, passwordHash)) user.passwordHash = passwordHash;
  }
}

/** The credentials that a person enters. `code`: from the authenticator app, or a recovery code. */
interface GivenProof {
  password: string;
  code: string | undefined;
}
