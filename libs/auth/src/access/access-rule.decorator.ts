import { SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { ApiScope, UserRole, WorkspaceRole } from './principal';

/** Who may call a route. Every route has exactly one rule; a route without one refuses every caller. */
export type AccessRule =
  | { readonly allow: 'public' }
  | { readonly allow: 'user' }
  | { readonly allow: 'session'; readonly workspaceRole?: WorkspaceRole }
  | { readonly allow: 'role'; readonly role: UserRole }
  | { readonly allow: 'scope'; readonly scope: ApiScope };

const ACCESS_RULE = 'reelway:access-rule';
const rule = (value: AccessRule) => SetMetadata(ACCESS_RULE, value);

/** Anyone, without a credential. */
export const Public = () => rule({ allow: 'public' });

/** Any user, with an API key or signed in. */
export const Authenticated = () => rule({ allow: 'user' });

/**
 * A signed-in person with at least this role in the current workspace; API keys are refused. Without a role, the route
 * concerns the person alone and works even while the workspace of the session is not available.
 */
export const RequireSession = (workspaceRole?: WorkspaceRole) => rule({ allow: 'session', workspaceRole });

/** A signed-in person with this role, or the operator's machine key. API keys are refused. */
export const RequireRole = (role: UserRole) => rule({ allow: 'role', role });

/** An API key with this scope, or a signed-in person whose workspace role includes it. */
export const RequireScope = (scope: ApiScope) => rule({ allow: 'scope', scope });

/** Whether the route reads or changes what belongs to the current workspace. */
export const usesWorkspace = (rule: AccessRule): boolean =>
  rule.allow === 'scope' || rule.allow === 'user' || (rule.allow === 'session' && rule.workspaceRole !== undefined);

/** The rule of a route: the method's own, otherwise its controller's. */
export function accessRuleOf(
  reflector: Reflector,
  handler: () => unknown,
  controller: () => unknown,
): AccessRule | undefined {
  return reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [handler as never, controller as never]);
}
