import {
  AppError,
  accessDenied,
  authenticationRequired,
  type Caller,
  onceKnown,
  replyOf,
  requestContext,
  requestOf,
  routeOf,
  setCaller,
} from '@app/core';
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { noSeatsLeft, workspaceChanged, workspaceEnding, workspaceUnavailable } from '../auth.errors';
import { type AccessRule, accessRuleOf, usesWorkspace } from './access-rule.decorator';
import { CredentialFailuresService } from './credential-failures.service';
import { CredentialStrategiesService } from './credential-strategies.service';
import { KeyHoldersService } from './key-holders.service';
import {
  callerIdOf,
  hasWorkspaceRole,
  PRINCIPAL_PROPERTY,
  type Principal,
  principalOf,
  readOnly,
  setPrincipal,
  type UserPrincipal,
} from './principal';
import { SeatLimits } from './seat-limits';

/** With the id of the workspace for which a page was made. */
const WORKSPACE_HEADER = 'x-workspace-id';

/** Guards every route: identifies the caller, then checks them against the route's rule. Denies by default. */
@Injectable()
export class AccessGuard extends AuthGuard() {
  /** By route: its decorators contain constants. */
  private readonly rules = new WeakMap<object, AccessRule>();

  constructor(
    private readonly reflector: Reflector,
    private readonly failures: CredentialFailuresService,
    private readonly seats: SeatLimits,
    private readonly keys: KeyHoldersService,
    strategies: CredentialStrategiesService,
  ) {
    // Instances instead of names: passport's registry is global, and one process may hold two applications. Passport
    // writes each request's callbacks into the instance that it gets, so every request needs instances of its own.
    super({
      get defaultStrategy() {
        return strategies.all.map((strategy) => Object.create(strategy) as object) as never;
      },
      property: PRINCIPAL_PROPERTY,
      session: false,
    });
  }

  override canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = requestOf(context);
    const rule = this.ruleOf(context);
    if (rule?.allow === 'public') return true;
    const seated = onceKnown(this.authenticate(context, request), (found) => withinSeats(found, this.seats));
    return onceKnown(seated, (principal) => admit(request, principal, rule));
  }

  private ruleOf(context: ExecutionContext): AccessRule | undefined {
    const route = routeOf(context);
    const known = this.rules.get(route);
    if (known) return known;
    const rule = accessRuleOf(this.reflector, context.getHandler() as never, context.getClass() as never);
    if (rule) this.rules.set(route, rule);
    return rule;
  }

  private authenticate(context: ExecutionContext, request: FastifyRequest): Principal | Promise<Principal> {
    try {
      const holder =
        this.keys.ofAdminKey(request) ?? this.keys.ofApiKey(request) ?? this.askStrategies(context, request);
      return holder instanceof Promise ? holder.catch((error) => this.refuse(context, request, error)) : holder;
    } catch (error) {
      return this.refuse(context, request, error);
    }
  }

  private async askStrategies(context: ExecutionContext, request: FastifyRequest): Promise<Principal> {
    await super.canActivate(context);
    const principal = principalOf(request);
    if (!principal) throw authenticationRequired();
    return principal;
  }

  private async refuse(context: ExecutionContext, request: FastifyRequest, error: unknown): Promise<never> {
    if (isUnauthenticated(error)) {
      replyOf(context).header('WWW-Authenticate', 'Bearer realm="reelway"');
      if (carriesCredential(request)) await this.failures.count(request.ip);
    }
    throw error;
  }

  override handleRequest<T>(error: unknown, principal: T | false | null): T {
    if (!error && principal) return principal;
    throw error instanceof Error ? error : authenticationRequired();
  }
}

const isUnauthenticated = (error: unknown): boolean => error instanceof AppError && error.kind === 'unauthenticated';

const carriesCredential = ({ headers }: FastifyRequest): boolean =>
  ['authorization', 'x-api-key', 'x-admin-key'].some((name) => headers[name] !== undefined);

function admit(request: FastifyRequest, principal: Principal, rule: AccessRule | undefined): true {
  setPrincipal(request, principal);
  identify(request, principal);
  enforce(rule, principal, request);
  return true;
}

/** The holder of a key is the same object for many requests. */
const callers = new WeakMap<Principal, Caller>();

function callerFor(principal: Principal): Caller {
  let caller = callers.get(principal);
  if (!caller) {
    const ownerId = principal.kind === 'machine' ? undefined : principal.ownerId;
    callers.set(principal, (caller = { id: callerIdOf(principal), ownerId }));
  }
  return caller;
}

function identify(request: FastifyRequest, principal: Principal): void {
  setCaller(request, callerFor(principal));
  const current = requestContext();
  if (!current || principal.kind === 'machine') return;
  current.userId = principal.userId;
  if (principal.kind === 'api_key') current.apiKeyId = principal.keyId;
}

function enforce(rule: AccessRule | undefined, principal: Principal, request: FastifyRequest): void {
  if (!rule) throw accessDenied('This route has no access rule, so no credential may call it.');
  if (rule.allow === 'role') {
    if (principal.kind === 'api_key') throw accessDenied('API keys may not do this; sign in.');
    if (principal.role !== rule.role) throw accessDenied(`This requires the role ${rule.role}.`);
    return;
  }
  if (principal.kind === 'machine') throw accessDenied('The admin key gives access to admin routes only.');
  if (principal.kind === 'session' && usesWorkspace(rule)) {
    if (principal.hasLostWorkspace) throw workspaceUnavailable();
    // The role, the scopes and the seat are those in the workspace where the session works.
    assertWorkspace(request, principal);
  }
  if (rule.allow === 'session') {
    if (principal.kind !== 'session') throw accessDenied('API keys may not do this; sign in.');
    if (rule.workspaceRole && !hasWorkspaceRole(principal.workspaceRole, rule.workspaceRole))
      throw refusal(
        principal,
        ({ workspaceRole }) => hasWorkspaceRole(workspaceRole, rule.workspaceRole ?? 'viewer'),
        `This requires the workspace role ${rule.workspaceRole}.`,
      );
  }
  if (rule.allow === 'scope' && !principal.scopes.includes(rule.scope))
    throw refusal(principal, ({ scopes }) => scopes.includes(rule.scope), `This requires the scope ${rule.scope}.`);
}

/** A page that showed another workspace must not act in this one: a session can be switched from another tab. */
function assertWorkspace({ headers }: FastifyRequest, { ownerId }: UserPrincipal): void {
  const named = headers[WORKSPACE_HEADER];
  if (named !== undefined && named !== ownerId) throw workspaceChanged();
}

/** Names what stands in the way: the role, or the reason why a person with the right role can only read. */
function refusal(
  { restriction }: UserPrincipal,
  isEnough: (rights: NonNullable<UserPrincipal['restriction']>) => boolean,
  detail: string,
): AppError {
  if (!restriction || !isEnough(restriction)) return accessDenied(detail);
  if (restriction.reason === 'deletion') return workspaceEnding();
  return noSeatsLeft('The plan has fewer seats than the workspace has members: those who joined last can only read.');
}

/**
 * After a downgrade, the members who joined last and their keys become read-only until there are seats again; no member
 * is removed.
 */
function withinSeats(principal: Principal, limits: SeatLimits): Principal | Promise<Principal> {
  if (principal.kind === 'machine' || principal.seat === 1 || principal.workspaceRole === 'viewer') return principal;
  return limits
    .of(principal.ownerId)
    .then((seats) => (principal.seat <= seats ? principal : readOnly(principal, 'seats')));
}
