import { type AuthConfig, authConfig, CredentialFailuresService } from '@app/auth';
import { authenticationRequired, isSameSecret, notFound } from '@app/core';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/**
 * Accepts ADMIN_API_KEY as `X-Admin-Key` or `Authorization: Bearer`, compared in constant time; counts wrong keys.
 * Without ADMIN_API_KEY the route does not exist.
 */
@Injectable()
export class MetricsKeyGuard implements CanActivate {
  constructor(
    @Inject(authConfig.KEY) private readonly config: AuthConfig,
    private readonly failures: CredentialFailuresService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { ADMIN_API_KEY: expected } = this.config;
    if (expected === undefined) throw notFound();
    const { headers, ip } = context.switchToHttp().getRequest<FastifyRequest>();
    const given = headers['x-admin-key']?.toString() ?? /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
    if (!isSameSecret(given, expected)) {
      if (given !== '') await this.failures.count(ip);
      throw authenticationRequired('Send the key of the operator as X-Admin-Key or as a Bearer token.');
    }
    return true;
  }
}
