import 'reflect-metadata';
import { AuthModule } from '@app/auth';
import { DatabaseModule, IdempotencyModule, SealedColumnsService, VaultModule } from '@app/core';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { assertConfiguration } from './start/assert-configuration';
import { failureOf } from './start/failure-of';

/** Every lib that seals a column. */
@Module({
  imports: [
    DatabaseModule.forProcess(),
    VaultModule,
    IdempotencyModule,
    AuthModule,
    NotificationsModule,
    PlatformsModule,
  ],
})
class RotationModule {}

/**
 * Seals every stored secret with the highest version of TOKEN_ENC_KEYS. Safe to run while the product runs, and to
 * repeat.
 */
async function rotate(): Promise<void> {
  await assertConfiguration();
  const app = await NestFactory.createApplicationContext(RotationModule, { logger: false, abortOnError: false });
  try {
    const total = await app
      .get(SealedColumnsService)
      .resealAll(({ table, column }, rows) => process.stdout.write(`${table}.${column}: ${rows} resealed\n`));
    process.stdout.write(`${total} resealed; none is left on an older key\n`);
  } finally {
    await app.close();
  }
}

rotate().catch((error: unknown) => {
  process.stderr.write(`rotation failed: ${failureOf(error)}\n`);
  process.exitCode = 1;
});
