import { createLogger } from '@app/core';
import type { INestApplicationContext, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './worker.module';

export interface WorkerAppOptions {
  /** Additional modules, for tests. */
  modules?: Type[];
  logger?: LoggerService;
}

/**
 * Creates the same worker for `main` and for tests. It takes jobs as soon as this function returns it, which is not
 * before the schema fits.
 */
export function createWorker({
  modules = [],
  logger = createLogger({ service: 'worker' }),
}: WorkerAppOptions = {}): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(
    { module: WorkerModule, imports: modules },
    { abortOnError: false, logger },
  );
}
