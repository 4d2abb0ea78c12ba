import { type CoreConfig, callerOf, coreConfig, isAnonymous, malformedRequest } from '@app/core';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { normalizeIp } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import pLimit, { type LimitFunction } from 'p-limit';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { bodyOptionsOf, readBody } from './body/request-body.interceptor';
import { RateLimit } from './rate-limit/rate-limit.decorator';

const MOST_AT_A_TIME = 8;
/** Connections to the database that one client cannot occupy. */
const LEFT_FOR_OTHERS = 2;

/**
 * Works on a limited number of requests of one account, or of one address without a credential, at a time, and lets the
 * rest wait in order: a client that sends a thousand requests at once delays itself and nobody else.
 */
@Injectable()
export class CallerTurnsInterceptor implements NestInterceptor {
  private readonly queues = new Map<string, { limit: LimitFunction; requests: number }>();

  private readonly most: number;

  constructor(
    private readonly reflector: Reflector,
    @Inject(coreConfig.KEY) core: CoreConfig,
  ) {
    this.most = Math.max(1, Math.min(MOST_AT_A_TIME, core.DATABASE_POOL_SIZE - LEFT_FOR_OTHERS));
  }

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return this.isExempt(context, request) ? next.handle() : defer(() => this.inTurn(request, next));
  }

  private isExempt(context: ExecutionContext, request: FastifyRequest): boolean {
    // Lasts as long as the client's line needs.
    if (bodyOptionsOf(request).stream) return true;
    // Costs nothing, and a late answer makes an orchestrator restart the process.
    if (request.routeOptions.url === '/health/live') return true;
    // Wrong passwords are answered late, on purpose: others of the same network must not wait for them.
    const policy = this.reflector.getAllAndOverride(RateLimit, [context.getHandler(), context.getClass()]);
    return isAnonymous(request) && policy === 'sign_in';
  }

  /** A credential that sends its bodies slowly occupies only turns of its own, none of its account. */
  private async inTurn(request: FastifyRequest, next: CallHandler<unknown>): Promise<unknown> {
    const { id, ownerId = id } = callerOf(request);
    const account = isAnonymous(request) ? `address ${normalizeIp(request.ip, 64)}` : `account ${ownerId}`;
    const work = async (): Promise<unknown> => {
      await readBody(request);
      return this.turn(account, () => {
        if (request.raw.socket.destroyed)
          throw malformedRequest('The connection ended before the request had its turn.');
        return lastValueFrom(next.handle(), { defaultValue: undefined });
      });
    };
    return isAnonymous(request) ? work() : this.turn(`caller ${id}`, work);
  }

  private async turn(key: string, work: () => Promise<unknown>): Promise<unknown> {
    const queue = this.queues.get(key) ?? { limit: pLimit(this.most), requests: 0 };
    this.queues.set(key, queue);
    queue.requests += 1;
    try {
      return await queue.limit(work);
    } finally {
      queue.requests -= 1;
      if (queue.requests === 0) this.queues.delete(key);
    }
  }
}
