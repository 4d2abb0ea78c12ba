import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IdempotencyInterceptor } from './idempotency.interceptor';

/**
 * Marks a POST route that creates or spends. With an `Idempotency-Key` (1 to 255 visible ASCII characters) a repeated
 * request gets the first answer again, marked `Idempotency-Replayed: true`, for 24 hours per caller and account; the same key
 * with another request, or while the first one runs, is a 409; a request that failed gives its key back.
 *
 * The handler returns JSON (no streams, no secrets: the answer is stored as it is). Its use case does all of its work in
 * `IdempotencyStore.transaction`, which commits together with the answer; a request with a key fails on a route that does not.
 */
export const Idempotent = () =>
  applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Makes a retry safe: the same key and body get the first answer again, for 24 hours.',
      schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
    }),
  );
