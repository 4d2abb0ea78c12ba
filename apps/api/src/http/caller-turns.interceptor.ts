import { type CoreConfig, callerOf, coreConfig, isAnonymous, malformedRequest } from '@app/core';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { normalizeIp } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { finalize, type Observable } from 'rxjs';
import { bodyOptionsOf, hasUnreadBody, readBody, releaseBody } from './body/request-body';
import { RateLimit } from './rate-limit/rate-limit-policies';

const MOST_AT_A_TIME = 8;
/** Additional turns of requests that wait for other services: they rarely use the database. */
const MOST_WAITING_FOR_SERVICES = 2;
/** Connections to the database that one client cannot occupy. */
const LEFT_FOR_OTHERS = 2;

/**
 * The route waits for a platform, Stripe or a user's server. Its requests have a small queue of their own,
 * so that a slow service does not delay the rest of an account.
 */
export const WaitsForServices = Reflector.createDecorator<true>();

/**
 * Reads the body of a request, after the guards and before anything that uses it. Then works on a limited number of
 * requests of one account, or of one address without a credential, at a time, and lets the rest wait in order: a client
 * that sends a thousand requests at once delays itself and nobody else.
 */
@Injectable()
export class CallerTurnsInterceptor implements NestInterceptor {
  private readonly accounts = new Map<string, { running: number; readonly waiting: (() => void)[] }>();

  private readonly most: number;

  constructor(
    private readonly reflector: Reflector,
    @Inject(coreConfig.KEY) core: CoreConfig,
  ) {
    this.most = Math.max(1, Math.min(MOST_AT_A_TIME, core.DATABASE_POOL_SIZE - LEFT_FOR_OTHERS));
  }

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> | Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // Every promise costs time, and most requests have neither a body nor to wait.
    if (!hasUnreadBody(request)) return this.inTurn(context, request, next);
    // A body that is still arriving occupies no turn, only memory of its account.
    return readBody(request).then(() => this.inTurn(context, request, next));
  }

  private inTurn(
    context: ExecutionContext,
    request: FastifyRequest,
    next: CallHandler<unknown>,
  ): Observable<unknown> | Promise<Observable<unknown>> {
    if (this.isExempt(context, request)) {
      releaseBody(request);
      return next.handle();
    }
    const { begun, finish } = this.turn(context, request);
    return begun ? begun.then(() => handled(request, next, finish)) : handled(request, next, finish);
  }

  private isExempt(context: ExecutionContext, request: FastifyRequest): boolean {
    // Lasts as long as the client's connection needs.
    if (bodyOptionsOf(request).stream) return true;
    // Cheap, however many callers poll. A late answer makes an orchestrator restart the process or take it out of
    // service.
    if (request.routeOptions.url?.startsWith('/health/')) return true;
    // Wrong passwords are answered late on purpose; others on the same network must not wait for them.
    return (
      isAnonymous(request) &&
      this.reflector.getAllAndOverride(RateLimit, [context.getHandler(), context.getClass()]) === 'sign_in'
    );
  }

  /** Takes a turn, or a place in the line: then `begun` resolves when the turn begins. `finish` ends it. */
  private turn(context: ExecutionContext, request: FastifyRequest): { begun?: Promise<void>; finish: () => void } {
    const waits = this.reflector.getAllAndOverride(WaitsForServices, [context.getHandler(), context.getClass()]);
    const { id, ownerId = id } = callerOf(request);
    const account = isAnonymous(request) ? `address ${normalizeIp(request.ip, 64)}` : `account ${ownerId}`;
    const [key, most] = waits
      ? [`${account} waits`, Math.min(MOST_WAITING_FOR_SERVICES, this.most)]
      : [account, this.most];
    const turns = this.accounts.get(key) ?? { running: 0, waiting: [] };
    this.accounts.set(key, turns);
    const finish = () => {
      const begin = turns.waiting.shift();
      // The next request takes over the turn.
      if (begin) return begin();
      turns.running -= 1;
      if (turns.running === 0) this.accounts.delete(key);
    };
    if (turns.running >= most) return { begun: new Promise((begin) => turns.waiting.push(begin)), finish };
    turns.running += 1;
    return { finish };
  }
}

/** @throws malformed_request when the client has gone */
function handled(request: FastifyRequest, next: CallHandler<unknown>, finish: () => void): Observable<unknown> {
  releaseBody(request);
  if (!request.raw.socket.destroyed) return next.handle().pipe(finalize(finish));
  finish();
  throw malformedRequest('The connection ended before the request had its turn.');
}
