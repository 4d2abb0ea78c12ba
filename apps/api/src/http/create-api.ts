import { type CoreConfig, CoreEnv, createLogger, Readiness, readEnv } from '@app/core';
import type { LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from '../api.module';
import { configureHttp } from './configure-http';
import { createServer } from './create-server';
import { HttpEnv } from './http.config';
import { HTTP_LIMITS, type HttpLimits } from './http-limits';
import { serveOpenApi } from './openapi/serve-openapi';

export interface ApiOptions {
  /** Further modules beside the API's own, for tests that need a route of their own. */
  modules?: Type[];
  limits?: Partial<HttpLimits>;
  logger?: LoggerService;
  /** Default: the environment's. */
  config?: CoreConfig;
  /** Only looks at modules and controllers, without making them: enough to describe the API. */
  preview?: boolean;
}

/** The API, ready to listen: the same for `main` and for tests. */
export async function createApi(options: ApiOptions = {}): Promise<NestFastifyApplication> {
  const {
    modules = [],
    limits,
    config = readEnv(CoreEnv),
    logger = createLogger({ service: 'api', level: config.LOG_LEVEL }),
    preview = false,
  } = options;
  const maxConnectionsPerAddress = readEnv(HttpEnv).CONNECTIONS_PER_ADDRESS;
  const adapter = new FastifyAdapter(createServer(config, { ...HTTP_LIMITS, maxConnectionsPerAddress, ...limits }));
  const app = await NestFactory.create<NestFastifyApplication>({ imports: [ApiModule, ...modules] }, adapter, {
    abortOnError: false,
    bodyParser: false,
    logger,
    preview,
    routeConflictPolicy: { duplicate: 'error', shadow: 'error' },
  });
  const readiness = app.get(Readiness);
  configureHttp(app, config, () => readiness.isDraining);
  serveOpenApi(app, config);
  return app;
}
