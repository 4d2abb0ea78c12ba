import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IdempotencyInterceptor } from './idempotency.interceptor';

/**
 * Marks a POST route that creates or spends. For 24 hours a repeated request with the same `Idempotency-Key` (1 to 255
 * visible ASCII characters), caller and account gets the first answer again, marked `Idempotency-Replayed: true`. The
 * same key with another request, or while the first one runs, is a 409. A request that failed frees its key.
 *
 * The handler returns JSON (no streams, and no secrets, because the answer is stored unchanged). Its use case does all
 * its work in `IdempotencyStore.transaction`, which commits together with the answer; on a route that does not, every
 * request with a key fails.
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
