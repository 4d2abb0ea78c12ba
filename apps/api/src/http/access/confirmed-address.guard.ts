import { emailNotVerified, principalOf, UsersService } from '@app/auth';
import { accessDenied } from '@app/core';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/**
 * For routes that store files and use processor time without charging tokens: requires a confirmed email address.
 */
@Injectable()
export class ConfirmedAddressGuard implements CanActivate {
  constructor(private readonly users: UsersService) {}

  /** @throws email_not_verified */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const principal = principalOf(context.switchToHttp().getRequest<FastifyRequest>());
    if (!principal || principal.kind === 'machine') throw accessDenied();
    const { emailVerifiedAt } = await this.users.get(principal.ownerId);
    if (!emailVerifiedAt) throw emailNotVerified();
    return true;
  }
}
