import { Global, Module } from '@nestjs/common';
import { VaultModule } from '../../vault/vault.module';
import { IdempotencyStore } from './idempotency-store';

/** For processes that serve `@Idempotent()` routes or purge their keys; needs the database module. */
@Global()
@Module({ imports: [VaultModule], providers: [IdempotencyStore], exports: [IdempotencyStore] })
export class IdempotencyModule {}
