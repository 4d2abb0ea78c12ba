import { createLogger } from '@app/core';
import type { INestApplicationContext, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WorkerModule } from './worker.module';

export interface WorkerAppOptions {
  /** Further modules, for tests. */
  modules?: Type[];
  logger?: LoggerService;
}

/** The worker, which takes jobs from the moment it is returned: the same for `main` and for tests. */
export function createWorker({
  modules = [],
  logger = createLogger({ service: 'worker' }),
}: WorkerAppOptions = {}): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(
    { module: WorkerModule, imports: modules },
    { abortOnError: false, logger },
  );
}
