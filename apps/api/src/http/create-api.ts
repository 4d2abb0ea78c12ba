import {
  type CoreConfig,
  CoreEnv,
  createLogger,
  createValidationPipe,
  malformedRequest,
  methodNotAllowed,
  ProblemDetailsFilter,
  Readiness,
  readEnv,
  shuttingDown,
} from '@app/core';
import type { LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { ApiModule } from '../api.module';
import { AllowedMethods } from './allowed-methods';
import { createServer } from './create-server';
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
  const readiness = app.get(Readiness);
  configureHttp(app, config, () => readiness.isDraining);
  serveOpenApi(app, config);
  return app;
}

/** Allows any port: in development, another process of the same machine serves the front end. */
const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Everything about HTTP except the routes and the server itself: headers, origins, validation, errors. */
function configureHttp(app: NestFastifyApplication, config: CoreConfig, isDraining: () => boolean): void {
  const isSecure = config.baseUrl.startsWith('https:');
  app.useSecurityHeaders({
    // Over plain HTTP both would send browsers to an HTTPS address that does not exist.
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
  app.useGlobalFilters(new ProblemDetailsFilter(`${config.baseUrl}/errors`));
  addRefusals(app.getHttpAdapter().getInstance(), isDraining);
}

/** Requests that are refused before any route sees them, after the headers and CORS. */
function addRefusals(server: FastifyInstance, isDraining: () => boolean): void {
  const allowedMethods = new AllowedMethods(server);
  server.addHook('onRequest', (request, reply, next) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const methods = request.is404 ? allowedMethods.of(path) : [];
    if (isDraining()) next(shuttingDown(undefined, { retryAfterSeconds: 1 }));
    else if (request.url.includes('%00')) next(malformedRequest('The URL contains a NUL character.'));
    else if (methods.length > 0) {
      reply.header('Allow', methods.join(', '));
      next(methodNotAllowed(`This path supports ${methods.join(', ')}.`));
    } else next();
  });
  server.addHook('onSend', (_request, reply, _payload, next) => {
    if (isDraining()) reply.header('Connection', 'close');
    next();
  });
}
