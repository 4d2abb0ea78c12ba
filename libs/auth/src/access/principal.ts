import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Scopes of an API key. No scope lets a key manage keys, sessions, members or payments. */
export const API_SCOPES = [
  'render:read',
  'render:write',
  'uploads:read',
  'uploads:write',
  'analytics:read',
  'billing:read',
  'platforms:read',
  'webhooks:read',
  'webhooks:write',
] as const;
export type ApiScope = (typeof API_SCOPES)[number];

export type UserRole = 'admin' | 'user';

/** Roles in a workspace, from least to most powerful. */
const WORKSPACE_ROLES = ['viewer', 'editor', 'admin', 'owner'] as const;
export type WorkspaceRole = (typeof WORKSPACE_ROLES)[number];

export const hasWorkspaceRole = (actual: WorkspaceRole, needed: WorkspaceRole): boolean =>
  WORKSPACE_ROLES.indexOf(actual) >= WORKSPACE_ROLES.indexOf(needed);

/** Viewers read; editors create and publish; administrators and owners also decide on everything else. */
export function scopesOf(role: WorkspaceRole): readonly ApiScope[] {
  if (hasWorkspaceRole(role, 'admin')) return API_SCOPES;
  return API_SCOPES.filter(
    (scope) =>
      (role === 'editor' && /^(render|uploads):/.test(scope)) ||
      (scope.endsWith(':read') && !scope.startsWith('billing') && !scope.startsWith('webhooks')),
  );
}

interface SignedInUser {
  /** The user who acts. */
  readonly userId: string;
  /**
   * The account whose objects, tokens and plan are used: the user, or the owner of the current workspace. Rows are
   * scoped by this.
   */
  readonly ownerId: string;
  readonly role: UserRole;
  /** Role in the workspace of `ownerId`. */
  readonly workspaceRole: WorkspaceRole;
  /** 1 is the owner; members follow in the order in which they joined. */
  readonly seat: number;
  readonly scopes: readonly ApiScope[];
  /** Why the caller can only read for now, and the rights that the caller has otherwise. */
  readonly restriction?: { readonly reason: ReadOnlyReason } & Rights;
}

interface Rights {
  readonly workspaceRole: WorkspaceRole;
  readonly scopes: readonly ApiScope[];
}

/** A program that acts for a user with an API key. */
export interface ApiKeyPrincipal extends SignedInUser {
  readonly kind: 'api_key';
  readonly keyId: string;
}

/** A person who signed in. */
export interface SessionPrincipal extends SignedInUser {
  readonly kind: 'session';
  readonly sessionId: string;
  /**
   * Whether the session's workspace is no longer available. `ownerId` is the person's own account then, and the guard
   * refuses every route that would use it instead of the workspace.
   */
  readonly hasLostWorkspace: boolean;
  /** When the person last entered the password and, with two-factor authentication, a code. */
  readonly authenticatedAt: Date;
}

/** The workspace has fewer seats than members, or its owner has requested the deletion of the account. */
export type ReadOnlyReason = 'seats' | 'deletion';

/** The same caller with no more than the rights of a viewer. */
export const readOnly = <T extends ApiKeyPrincipal | SessionPrincipal>(principal: T, reason: ReadOnlyReason): T => {
  const { workspaceRole, scopes } = principal;
  const readable = scopesOf('viewer');
  return {
    ...principal,
    workspaceRole: 'viewer',
    scopes: scopes.filter((scope) => readable.includes(scope)),
    restriction: { reason, workspaceRole, scopes },
  };
};

/** The operator's own machines, by `X-Admin-Key`; admin routes only. */
export interface MachinePrincipal {
  readonly kind: 'machine';
  readonly role: 'admin';
}

export type UserPrincipal = ApiKeyPrincipal | SessionPrincipal;
export type Principal = UserPrincipal | MachinePrincipal;

/** Name of the request property that the access guard sets. */
export const PRINCIPAL_PROPERTY = 'principal';

/** The authenticated caller; undefined on public routes. */
export function principalOf(request: FastifyRequest): Principal | undefined {
  return (request as { [PRINCIPAL_PROPERTY]?: Principal })[PRINCIPAL_PROPERTY];
}

export function setPrincipal(request: FastifyRequest, principal: Principal): void {
  (request as { [PRINCIPAL_PROPERTY]?: Principal })[PRINCIPAL_PROPERTY] = principal;
}

/** For limits, idempotency and logs: unique for each credential's owner. */
export function callerIdOf(principal: Principal): string {
  if (principal.kind === 'machine') return 'machine';
  return principal.kind === 'api_key' ? `key:${principal.keyId}` : `user:${principal.userId}`;
}

/** The authenticated caller as a handler parameter: `UserPrincipal` on user routes, `Principal` on admin routes. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext) =>
  principalOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
