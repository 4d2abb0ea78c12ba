import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { IdempotencyInterceptor, SEALS_ANSWER } from './idempotency.interceptor';

/**
 * Marks a POST route that creates or spends. For 24 hours a repeated request with the same `Idempotency-Key` (1 to 255
 * visible ASCII characters), caller and account gets the first answer again, marked `Idempotency-Replayed: true`. The
 * same key with another request, or while the first one runs, is a 409. A request that failed frees its key.
 *
 * The handler returns JSON, no streams. Its use case does all its work in `IdempotencyStore.transaction`, which commits
 * together with the answer; on a route that does not, every request with a key fails.
 * @param options `sealsAnswer`: for answers with an address that is its own credential, which the database must not
 * hold in clear. Answers that show a secret for the only time are not stored at all: `RefusesIdempotencyKey`.
 */
export const Idempotent = ({ sealsAnswer = false }: { sealsAnswer?: boolean } = {}) =>
  applyDecorators(
    SetMetadata(SEALS_ANSWER, sealsAnswer),
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Makes a retry safe: the same key and body get the first answer again, for 24 hours.',
      schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
    }),
  );
