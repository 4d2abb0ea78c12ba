import { type CoreConfig, CoreEnv, createLogger, createValidationPipe, Readiness, readEnv } from '@app/core';
import type { LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from '../api.module';
import { ApiProblemsFilter } from './api-problems.filter';
import { addRefusals, createServer } from './create-server';
import { HttpEnv } from './http.config';
import { HTTP_LIMITS, type HttpLimits } from './http-limits';
import { serveOpenApi } from './openapi/serve-openapi';

const EXPOSED_HEADERS = [
  'X-Request-Id',
  'RateLimit',
  'RateLimit-Policy',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'Retry-After',
  'Idempotency-Replayed',
  'ETag',
  'Location',
];

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

/** Allows any port: in development, another process of the same machine serves the front end. */
const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Everything about HTTP except the routes and the server itself: headers, origins, validation, errors. */
function configureHttp(app: NestFastifyApplication, config: CoreConfig, readiness: Readiness): void {
  const isSecure = config.baseUrl.startsWith('https:');
  app.useSecurityHeaders({
    // Over plain HTTP, both would send browsers to an HTTPS address that does not exist.
    contentSecurityPolicy: isSecure ? true : { directives: { 'upgrade-insecure-requests': null } },
    strictTransportSecurity: isSecure,
  });
  app.enableCors({
    origin: [
      ...new Set([...config.ALLOWED_ORIGINS, new URL(config.frontendUrl).origin]),
      ...(config.ENVIRONMENT === 'development' ? [LOCAL_ORIGIN] : []),
    ],
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 600,
    strictPreflight: false,
  });
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ApiProblemsFilter(`${config.baseUrl}/errors`));
  addRefusals(app.getHttpAdapter().getInstance(), readiness);
}
