import { Global, Module } from '@nestjs/common';
import { IdempotencyStore } from './idempotency-store';

/** For processes that serve `@Idempotent()` routes or purge their keys; needs the database module. */
@Global()
@Module({ providers: [IdempotencyStore], exports: [IdempotencyStore] })
export class IdempotencyModule {}
