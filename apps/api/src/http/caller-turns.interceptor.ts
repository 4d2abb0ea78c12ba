import { callerOf, isAnonymous, malformedRequest } from '@app/core';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { normalizeIp } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import pLimit, { type LimitFunction } from 'p-limit';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { bodyOptionsOf } from './body/request-body.interceptor';
import { RateLimit } from './rate-limit/rate-limit.decorator';

/** Fewer than the connections to the database, so that one client cannot occupy all of them. */
const MOST_AT_A_TIME = 8;

/**
 * Works on a limited number of requests of one account, or of one address without a credential, at a time, and lets the
 * rest wait in order: a client that sends a thousand requests at once delays itself and nobody else.
 */
@Injectable()
export class CallerTurnsInterceptor implements NestInterceptor {
  private readonly callers = new Map<string, { limit: LimitFunction; requests: number }>();

  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = this.callerWithTurns(context, request);
    return caller === undefined ? next.handle() : defer(() => this.inTurn(caller, request, next));
  }

  private callerWithTurns(context: ExecutionContext, request: FastifyRequest): string | undefined {
    // Lasts as long as the client's line needs.
    if (bodyOptionsOf(request).stream) return undefined;
    const { id, ownerId = id } = callerOf(request);
    if (!isAnonymous(request)) return ownerId;
    // Wrong passwords are answered late, on purpose: others of the same network must not wait for them.
    const policy = this.reflector.getAllAndOverride(RateLimit, [context.getHandler(), context.getClass()]);
    return policy === 'sign_in' ? undefined : `ip:${normalizeIp(request.ip, 64)}`;
  }

  private async inTurn(caller: string, { raw }: FastifyRequest, next: CallHandler<unknown>): Promise<unknown> {
    const turns = this.callers.get(caller) ?? { limit: pLimit(MOST_AT_A_TIME), requests: 0 };
    this.callers.set(caller, turns);
    turns.requests += 1;
    try {
      return await turns.limit(() => {
        if (raw.socket.destroyed) throw malformedRequest('The connection ended before the request had its turn.');
        return lastValueFrom(next.handle(), { defaultValue: undefined });
      });
    } finally {
      turns.requests -= 1;
      if (turns.requests === 0) this.callers.delete(caller);
    }
  }
}
