import { applyDecorators, type CanActivate, type ExecutionContext, Injectable, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { reauthenticationRequired } from '../auth.errors';
import { principalOf } from './principal';

/** How long a sign-in, or POST /api/auth/reauthenticate, counts as recent. */
export const RECENT_SIGN_IN_MS = 10 * 60_000;

/**
 * Refuses sessions whose person has not entered the password within the last ten minutes: a stolen access token is not
 * enough.
 */
@Injectable()
export class RecentSignInGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const principal = principalOf(context.switchToHttp().getRequest<FastifyRequest>());
    const isRecent =
      principal?.kind === 'session' && Date.now() - principal.authenticatedAt.getTime() < RECENT_SIGN_IN_MS;
    if (!isRecent) throw reauthenticationRequired();
    return true;
  }
}

/**
 * For a route behind `@RequireSession()` that changes who can use the account. Otherwise answers 403
 * `reauthentication_required`.
 */
export const RequireRecentSignIn = () => applyDecorators(UseGuards(RecentSignInGuard));
