import { applyDecorators, type CanActivate, type ExecutionContext, Injectable, UseGuards } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { reauthenticationRequired } from '../auth.errors';
import { type Principal, principalOf } from './principal';

/** How long a sign-in, or POST /api/auth/reauthenticate, counts as recent. */
export const RECENT_SIGN_IN_MS = 10 * 60_000;

/**
 * Refuses sessions whose person has not entered the password within the last ten minutes: a stolen access token is not
 * enough. API keys and the machine key have no sign-in; the access rule of the route decides whether they may call it.
 * @throws reauthentication_required
 */
export function assertRecentSignIn(principal: Principal | undefined): void {
  const isRecent =
    principal !== undefined &&
    (principal.kind !== 'session' || Date.now() - principal.authenticatedAt.getTime() < RECENT_SIGN_IN_MS);
  if (!isRecent) throw reauthenticationRequired();
}

@Injectable()
export class RecentSignInGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    assertRecentSignIn(principalOf(context.switchToHttp().getRequest<FastifyRequest>()));
    return true;
  }
}

/**
 * For a route that gives away authority or data: who can use the account, who receives what it stores or sends.
 * Otherwise answers 403 `reauthentication_required`.
 */
export const RequireRecentSignIn = () => applyDecorators(UseGuards(RecentSignInGuard));
