import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Type } from '@nestjs/common';

export interface ApiOptions {
  /** Further modules beside the API's own, for tests that need a route of their own. */
  modules?: Type[];
  requestTimeoutMs?: number;
  headersTimeoutMs?: number;
}

export function serverOptions(options: ApiOptions) {
  return {
    requestTimeout: options.requestTimeoutMs ?? 15_000,
    connectionTimeout: 0,
    keepAliveTimeout: 10_000,
    bodyLimit: 1_048_576,
    forceCloseConnections: 'idle' as const,
    http: { headersTimeout: options.headersTimeoutMs ?? 10_000, connectionsCheckingInterval: 1_000 },
  };
}

/** Everything about HTTP that is not a route. */
export function configureHttp(app: NestFastifyApplication): void {
  app.enableShutdownHooks();
}
