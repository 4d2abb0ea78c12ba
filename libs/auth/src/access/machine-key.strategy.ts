import { createHash, timingSafeEqual } from 'node:crypto';
import { authenticationRequired } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type AuthConfig, authConfig } from '../auth.config';
import type { MachinePrincipal } from './principal';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** `X-Admin-Key`, compared in constant time with ADMIN_API_KEY; refused while that is unset. */
@Injectable()
export class MachineKeyStrategy {
  private readonly expected?: Buffer;

  constructor(@Inject(authConfig.KEY) config: AuthConfig) {
    this.expected = config.ADMIN_API_KEY === undefined ? undefined : digest(config.ADMIN_API_KEY);
  }

  /** @returns null without the header */
  holderOf(request: FastifyRequest): MachinePrincipal | null {
    const header = request.headers['x-admin-key'];
    if (header === undefined) return null;
    if (!this.expected || !timingSafeEqual(digest(header.toString()), this.expected))
      throw authenticationRequired('The admin key is not valid.');
    return { kind: 'machine', role: 'admin' };
  }
}
