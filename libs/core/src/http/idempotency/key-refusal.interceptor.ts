import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { idempotencyNotSupported } from '../../core.errors';

/** Refuses requests with an `Idempotency-Key`; see `RefusesIdempotencyKey`. */
@Injectable()
export class KeyRefusalInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (headers['idempotency-key'] !== undefined) throw idempotencyNotSupported();
    return next.handle();
  }
}

/**
 * Marks a POST route whose answer shows a secret for the only time, or that sends an invitation. We store no answer
 * with a secret, so a retry with the same key would create a second one; a caller that relies on the key must know that.
 */
export const RefusesIdempotencyKey = () => UseInterceptors(KeyRefusalInterceptor);
