import { accessDenied, invalidInput } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { UserRole } from '../access/principal';
import {
  accountDeletionPending,
  accountSuspended,
  emailTaken,
  invalidCredentials,
  passwordResetRequired,
} from '../auth.errors';
import { PasswordHasherService } from '../passwords/password-hasher.service';
import { passwordWeakness } from '../passwords/password-weakness';
import type { ClientOrigin } from '../sessions/client-origin';
import { DeviceTokensService } from '../sessions/device-tokens.service';
import { SessionsService, type TokenPair } from '../sessions/sessions.service';
import { TotpService } from '../totp/totp.service';
import type { User } from '../users/user.entity';
import { type NewUser, UsersRepository } from '../users/users.repository';
import { GuessLimitsService } from './guess-limits.service';
import { PasswordCheckService } from './password-check.service';

export interface SignedIn extends TokenPair {
  user: User;
  /** A returning user's first sign-in from this network. */
  fromNewNetwork: boolean;
  /** Marks the device as known; see `DeviceTokensService`. */
  deviceToken: string;
}

export interface GivenSignIn {
  email: string;
  password: string;
  totp?: string;
  /** Cancels the deletion of the account. */
  keepAccount?: boolean;
  /** Only a user with this role gets a session. */
  role?: UserRole;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasherService,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordCheckService,
    private readonly totp: TotpService,
    private readonly devices: DeviceTokensService,
    private readonly limits: GuessLimitsService,
  ) {}

  /**
   * Checks and hashes before the transaction, so that no connection waits for the hash.
   * @throws invalid_input (a password that is easy to guess), too_many_registrations, sign_in_busy
   */
  async prepareRegistration(
    { email, password, name }: { email: string; password: string; name: string },
    origin: ClientOrigin,
  ): Promise<NewUser> {
    await this.limits.limitRegistrations(origin);
    assertStrong(password, [email, name], 'password');
    return {
      email,
      name: name.trim(),
      passwordHash: await this.hasher.hash(password),
      role: 'user',
      emailVerifiedAt: null,
    };
  }

  /** @throws email_taken */
  async register(newUser: NewUser, origin: ClientOrigin, manager: EntityManager): Promise<SignedIn> {
    const user = await this.users.insert(newUser, manager);
    if (!user) {
      await this.limits.noteTakenAddress(origin);
      throw emailTaken();
    }
    const deviceToken = this.devices.issue(user, origin.deviceToken);
    const opened = await this.sessions.open(user, origin, manager);
    return { ...opened, user, fromNewNetwork: false, deviceToken };
  }

  /**
   * @param keep further writes that belong to the end of a pending deletion, in the same transaction
   * @throws invalid_credentials, sign_in_delayed, sign_in_busy, account_suspended, password_reset_required,
   * totp_required, totp_invalid, account_deletion_pending, access_denied (another role)
   */
  async login(
    { email, password, totp, keepAccount, role }: GivenSignIn,
    origin: ClientOrigin,
    keep: (user: User, manager: EntityManager) => Promise<void>,
  ): Promise<SignedIn> {
    const { user, target, succeed } = await this.passwords.begin(email, password, origin);
    if (user.status === 'suspended') throw accountSuspended();
    if (user.mustResetPassword) throw passwordResetRequired();
    await this.totp.demand(user.id, totp, target);
    await succeed();
    if (role && user.role !== role) throw accessDenied();
    const { deletionDueAt } = user;
    if (deletionDueAt) {
      if (deletionDueAt.getTime() <= Date.now()) throw invalidCredentials();
      if (!keepAccount) throw accountDeletionPending(undefined, { extra: { deletes_at: deletionDueAt.toISOString() } });
      if (!(await this.users.callOffDeletion(user.id, (manager) => keep(user, manager)))) throw invalidCredentials();
    }
    const fromNewNetwork = !target.fromKnownNetwork && !target.fromKnownDevice && (await this.sessions.hasAny(user.id));
    const deviceToken = this.devices.issue(user, origin.deviceToken);
    return { ...(await this.sessions.open(user, origin)), user, fromNewNetwork, deviceToken };
  }
}

/** @throws invalid_input */
export function assertStrong(password: string, about: readonly string[], path: string): void {
  const weakness = passwordWeakness(password, about);
  if (weakness)
    throw invalidInput(`The password ${weakness}.`, {
      errors: [{ path, code: 'password_too_weak', message: `The password ${weakness}.` }],
    });
}
