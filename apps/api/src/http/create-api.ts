import { CoreEnv, createLogger, Readiness, readEnv } from '@app/core';
import type { LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from '../api.module';
import { configureHttp } from './configure-http';
import { createServer } from './create-server';
import { HTTP_LIMITS, type HttpLimits } from './http-limits';

export interface ApiOptions {
  /** Further modules beside the API's own, for tests that need a route of their own. */
  modules?: Type[];
  limits?: Partial<HttpLimits>;
  logger?: LoggerService;
}

/** The API, ready to listen: the same for `main` and for tests. */
export async function createApi({ modules = [], limits, logger = createLogger({ service: 'api' }) }: ApiOptions = {}): Promise<NestFastifyApplication> {
  const config = readEnv(CoreEnv);
  const adapter = new FastifyAdapter(createServer(config, { ...HTTP_LIMITS, ...limits }));
  const app = await NestFactory.create<NestFastifyApplication>({ imports: [ApiModule, ...modules] }, adapter, {
    abortOnError: false,
    bodyParser: false,
    logger,
    routeConflictPolicy: { duplicate: 'error', shadow: 'error' },
  });
  const readiness = app.get(Readiness);
  configureHttp(app, config, () => readiness.isDraining);
  return app;
}
