import { createHmac, randomBytes } from 'node:crypto';
import { accessDenied, authenticationRequired } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { PasswordHasherService } from '../passwords/password-hasher.service';
import { UsersRepository } from '../users/users.repository';
import { authorizationOf } from './credential.strategy';
import { MachineKeyStrategy } from './machine-key.strategy';

/** A browser sends the password with every request; hashing it each time would cost 27 ms a picture. */
const REMEMBER_MS = 60_000;
const MOST_REMEMBERED = 100;

/**
 * For pages that a browser opens by itself and that are not routes of the API, such as the queue dashboard:
 * HTTP Basic with an administrator's e-mail and password, or `X-Admin-Key`.
 */
@Injectable()
export class AdminBasicAuthService {
  /** The header to send with the 401, so that a browser asks for the password. */
  static readonly CHALLENGE = 'Basic realm="Reelway administration", charset="UTF-8"';

  private readonly digestKey = randomBytes(32);
  /** Keyed digests of "user id, stored hash, given password" that matched. */
  private readonly verified = new LRUCache<string, true>({ max: MOST_REMEMBERED, ttl: REMEMBER_MS });

  constructor(
    private readonly users: UsersRepository,
    private readonly hasher: PasswordHasherService,
    private readonly machineKey: MachineKeyStrategy,
  ) {}

  /** The address that the request claims, for counting attempts by account. */
  static emailOf(request: FastifyRequest): string | undefined {
    return credentialsOf(request)?.email;
  }

  /**
   * Resolves when the request comes from an administrator.
   * @throws authentication_required, access_denied, sign_in_busy
   */
  async verify(request: FastifyRequest): Promise<void> {
    if (this.machineKey.validate(request)) return;
    const credentials = credentialsOf(request);
    if (!credentials) throw authenticationRequired();
    const user = await this.users.findByEmail(credentials.email);
    if (!(await this.matches(user?.id, user?.passwordHash, credentials.password)) || !user)
      throw authenticationRequired('The email address or password is incorrect.');
    if (user.role !== 'admin' || user.status !== 'active' || user.mustResetPassword)
      throw accessDenied('This requires the role admin.');
  }

  private async matches(
    userId: string | undefined,
    passwordHash: string | null | undefined,
    password: string,
  ): Promise<boolean> {
    const digest = createHmac('sha256', this.digestKey)
      .update(JSON.stringify([userId, passwordHash, password]))
      .digest('base64');
    if (this.verified.get(digest)) return true;
    const matches = await this.hasher.verify(passwordHash, password);
    if (matches) this.verified.set(digest, true);
    return matches;
  }
}

function credentialsOf(request: FastifyRequest): { email: string; password: string } | undefined {
  const decoded = Buffer.from(authorizationOf(request, 'Basic') ?? '', 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 1 ? undefined : { email: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}
