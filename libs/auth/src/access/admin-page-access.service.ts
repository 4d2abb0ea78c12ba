import { accessDenied, authenticationRequired, RateLimiterService, rateLimited } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SessionsService } from '../sessions/sessions.service';
import { CredentialFailuresService } from './credential-failures.service';
import { bearerOf, KeyHoldersService } from './key-holders.service';

/** Holds an access token for these pages. */
export const ADMIN_COOKIE = 'rw_admin';
const COOKIE = new RegExp(`(?:^|; ?)${ADMIN_COOKIE}=([\\w.-]{1,1024})(?:;|$)`);
/**
 * Requests that one administrator, or the machine key, may send to these pages: enough for a dashboard that refreshes
 * itself.
 */
const BUDGET = { limit: 600, windowMs: 60_000 };

/**
 * For pages that a browser opens directly and that are not routes of the API, such as the queue dashboard. Accepts an
 * administrator's session (which includes the second factor of accounts that have one) by cookie or as a Bearer token,
 * or `X-Admin-Key`.
 */
@Injectable()
export class AdminPageAccessService {
  constructor(
    private readonly sessions: SessionsService,
    private readonly keys: KeyHoldersService,
    private readonly failures: CredentialFailuresService,
    private readonly limiter: RateLimiterService,
  ) {}

  /**
   * Resolves when the request comes from an administrator. Counts wrong credentials; they never delay valid ones.
   * @throws authentication_required, access_denied, rate_limited, account_suspended, password_reset_required
   */
  async verify(request: FastifyRequest): Promise<void> {
    const decision = await this.limiter.take('admin_pages', [
      { key: `admin_pages:${await this.callerOf(request)}`, ...BUDGET },
    ]);
    if (!decision.allowed)
      throw rateLimited(
        `The limit is ${BUDGET.limit} requests in ${BUDGET.windowMs / 1_000} seconds for each administrator.`,
        {
          retryAfterSeconds: Math.max(1, Math.ceil(decision.retryAfterMs / 1_000)),
        },
      );
  }

  private async callerOf(request: FastifyRequest): Promise<string> {
    const token = bearerOf(request) ?? COOKIE.exec(request.headers.cookie ?? '')?.[1];
    try {
      if (this.keys.ofAdminKey(request)) return 'machine';
      const principal = token === undefined ? undefined : await this.sessions.ofAccessToken(token);
      if (!principal) throw authenticationRequired();
      if (principal.role !== 'admin') throw accessDenied('This requires the role admin.');
      return `user:${principal.userId}`;
    } catch (error) {
      if (token !== undefined || request.headers['x-admin-key'] !== undefined) await this.failures.count(request.ip);
      throw error;
    }
  }
}
