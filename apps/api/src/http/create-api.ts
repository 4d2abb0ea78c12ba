import { type CoreConfig, CoreEnv, createLogger, createValidationPipe, Readiness, readEnv } from '@app/core';
import type { LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from '../api.module';
import { ApiProblemsFilter } from './api-problems.filter';
import { endTurnsWithAnswers } from './caller-turns.guard';
import { addRefusals, createServer } from './create-server';
import { HttpEnv } from './http.config';
import { HTTP_LIMITS, type HttpLimits } from './http-limits';
import { serveOpenApi } from './openapi/serve-openapi';

export interface ApiOptions {
  /** Further modules, for tests that need a route of their own. */
  modules?: Type[];
  limits?: Partial<HttpLimits>;
  logger?: LoggerService;
  /** Default: the environment's. */
  config?: CoreConfig;
  /** Only inspects modules and controllers, without instantiating them: enough to describe the API. */
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
  configureHttp(app, config, app.get(Readiness));
  serveOpenApi(app, config);
  return app;
}

/** Everything about HTTP except the routes and the server itself: validation, errors, refusals, turns. */
function configureHttp(app: NestFastifyApplication, config: CoreConfig, readiness: Readiness): void {
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ApiProblemsFilter(`${config.baseUrl}/errors`));
  const server = app.getHttpAdapter().getInstance();
  addRefusals(server, readiness);
  endTurnsWithAnswers(server);
}
