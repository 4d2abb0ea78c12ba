import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, type Observable, of } from 'rxjs';
import { idempotencyKeyInvalid } from '../../core.errors';
import { type Caller, callerOf } from '../caller';
import { IdempotencyStore } from './idempotency-store';
import { requestFingerprint } from './request-fingerprint';

/** Metadata of a route: whether its stored answers are sealed. */
export const SEALS_ANSWER = 'idempotency:seals-answer';

/** Runs a request with an `Idempotency-Key` once per caller and key; see `Idempotent`. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly store: IdempotencyStore,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler<unknown>): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const key = request.headers['idempotency-key'];
    if (key === undefined) return next.handle();
    if (typeof key !== 'string' || !/^[!-~]{1,255}$/.test(key)) throw idempotencyKeyInvalid();

    const run = await this.store.begin(
      ownerOfKey(callerOf(request)),
      key,
      await requestFingerprint(request.method, request.url, request.body),
    );
    if ('status' in run) {
      reply.status(run.status).header('idempotency-replayed', 'true');
      return of(run.body === null ? undefined : (JSON.parse(run.body) as unknown));
    }
    const sealsAnswer = this.reflector.get<boolean>(SEALS_ANSWER, context.getHandler());
    const { body } = await this.store.execute({ ...run, sealsAnswer }, async () => ({
      body: await lastValueFrom(next.handle(), { defaultValue: undefined }),
      status: reply.statusCode,
    }));
    return of(body);
  }
}

/** A key belongs to a caller on one account; on another account the same text is another key. */
const ownerOfKey = ({ id, ownerId }: Caller): string => (ownerId === undefined ? id : `${id}@${ownerId}`);
