import { accountOf, type CoreConfig, coreConfig, isAnonymous, malformedRequest, requestOf, routeOf } from '@app/core';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bodyOptionsOf, hasUnreadBody, readBody, releaseBody } from './body/request-body';
import { RateLimit } from './rate-limit/rate-limit-policies';

const MOST_AT_A_TIME = 8;
/** Additional turns of requests that wait for other services: they rarely use the database. */
const MOST_WAITING_FOR_SERVICES = 2;
/** Connections to the database that one client cannot occupy. */
const LEFT_FOR_OTHERS = 2;
/** Accounts without a running request that are remembered: a map is rebuilt after every few removals. */
const MOST_IDLE = 1_000;

/**
 * The route waits for a platform, Stripe or a user's server. Its requests have a small queue of their own,
 * so that a slow service does not delay the rest of an account.
 */
export const WaitsForServices = Reflector.createDecorator<true>();

/** Which of its caller's turns a request needs: none, none without a credential, a usual one, or one of `waits`. */
type TurnRule = 'none' | 'unless anonymous' | 'usual' | 'waits';

/** Ends the turn of a request that has one. A property costs less than a weak map with an entry for every request. */
const END_TURN = Symbol('end turn');
type WithTurn = FastifyRequest & { [END_TURN]?: () => void };

/**
 * Ends the turn of a request as soon as its answer is known: sending it occupies nothing that others need. A handler
 * must not return an `Observable`: when its client has gone, Nest sends nothing, and the turn would never end.
 */
export function endTurnsWithAnswers(server: FastifyInstance): void {
  server.addHook('onSend', (request: WithTurn, _reply, _payload, next) => {
    const endTurn = request[END_TURN];
    request[END_TURN] = undefined;
    endTurn?.();
    next();
  });
}

/**
 * Reads the body of a request, once the rules for access and the limiter have admitted the caller; guards of single
 * routes follow. Then the API works on a limited number of requests of one account, or of one address without a
 * credential, at a time, and lets the rest wait in order: a client that sends a thousand requests at once delays itself
 * and nobody else.
 *
 * It is a guard, because a single interceptor takes Nest a third of the time of a small request.
 */
@Injectable()
export class CallerTurnsGuard implements CanActivate {
  private readonly accounts = new Map<string, { running: number; readonly waiting: (() => void)[] }>();
  /** Rules by route: every request of a route has the same. */
  private readonly rules = new WeakMap<object, TurnRule>();

  private readonly most: number;

  constructor(
    private readonly reflector: Reflector,
    @Inject(coreConfig.KEY) core: CoreConfig,
  ) {
    this.most = Math.max(1, Math.min(MOST_AT_A_TIME, core.DATABASE_POOL_SIZE - LEFT_FOR_OTHERS));
  }

  /** @throws malformed_request when the client has gone, and what `readBody` throws */
  canActivate(context: ExecutionContext): true | Promise<true> {
    const request = requestOf(context);
    // Every promise costs time, and most requests have neither a body nor to wait.
    if (!hasUnreadBody(request)) return this.takeTurn(context, request);
    // A body that is still arriving occupies no turn, only memory of its account.
    return readBody(request).then(() => this.takeTurn(context, request));
  }

  private takeTurn(context: ExecutionContext, request: FastifyRequest): true | Promise<true> {
    const rule = this.ruleOf(context, request);
    if (rule === 'none' || (rule === 'unless anonymous' && isAnonymous(request))) return begin(request);
    const { begun, finish } = this.turn(request, rule === 'waits');
    return begun ? begun.then(() => begin(request, finish)) : begin(request, finish);
  }

  private ruleOf(context: ExecutionContext, request: FastifyRequest): TurnRule {
    const route = routeOf(context);
    let rule = this.rules.get(route);
    if (!rule) this.rules.set(route, (rule = this.findRule(context, request)));
    return rule;
  }

  private findRule(context: ExecutionContext, request: FastifyRequest): TurnRule {
    // Lasts as long as the client's connection needs.
    if (bodyOptionsOf(request).stream) return 'none';
    // Cheap, however many callers poll. A late answer makes an orchestrator restart the process or take it out of
    // service.
    if (request.routeOptions.url?.startsWith('/health/')) return 'none';
    const route = [context.getHandler(), context.getClass()];
    // Wrong passwords are answered late on purpose; others on the same network must not wait for them.
    if (this.reflector.getAllAndOverride(RateLimit, route) === 'sign_in') return 'unless anonymous';
    return this.reflector.getAllAndOverride(WaitsForServices, route) ? 'waits' : 'usual';
  }

  /** Takes a turn, or a place in the line: then `begun` resolves when the turn begins. `finish` ends it. */
  private turn(request: FastifyRequest, waits: boolean): { begun?: Promise<void>; finish: () => void } {
    const account = accountOf(request);
    const key = waits ? `${account} waits` : account;
    const most = waits ? Math.min(MOST_WAITING_FOR_SERVICES, this.most) : this.most;
    let turns = this.accounts.get(key);
    if (!turns) this.accounts.set(key, (turns = { running: 0, waiting: [] }));
    const { waiting } = turns;
    const finish = () => {
      const next = waiting.shift();
      // The next request takes over the turn.
      if (next) return next();
      turns.running -= 1;
      if (turns.running === 0 && this.accounts.size > MOST_IDLE) this.accounts.delete(key);
    };
    if (turns.running >= most) return { begun: new Promise((begun) => waiting.push(begun)), finish };
    turns.running += 1;
    return { finish };
  }
}

/** @throws malformed_request when the client has gone */
function begin(request: WithTurn, finish?: () => void): true {
  releaseBody(request);
  if (!finish) return true;
  if (!request.raw.socket.destroyed) request[END_TURN] = finish;
  else {
    finish();
    throw malformedRequest('The connection ended before the request had its turn.');
  }
  return true;
}
