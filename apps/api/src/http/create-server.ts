import type { IncomingMessage } from 'node:http';
import {
  acceptRequestId,
  type CoreConfig,
  malformedRequest,
  methodNotAllowed,
  type Readiness,
  shuttingDown,
} from '@app/core';
import fastifyCors from '@fastify/cors';
import { type FastifyInstance, fastify } from 'fastify';
import { AllowedMethods } from './allowed-methods';
import { ApiProblemsFilter } from './api-problems.filter';
import { addBodyReader } from './body/request-body';
import { answerClientError } from './client-errors';
import type { HttpLimits } from './http-limits';
import { limitConnections } from './limit-connections';
import { trackRequests } from './track-requests';
import { trustedProxies, warnOfSharedAddress } from './trusted-proxies';

/** URLs as a parameter (`/probe/{url}`) are longer than the router's default of 100 characters. */
const MAX_PARAMETER_LENGTH = 4_096;

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
].join(', ');

/** The directives of helmet 8. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "base-uri 'self'",
  "font-src 'self' https: data:",
  "form-action 'self'",
  "frame-ancestors 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "script-src 'self'",
  "script-src-attr 'none'",
  "style-src 'self' https: 'unsafe-inline'",
];

/** The headers of helmet 8. */
const SECURITY_HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

/** Allows any port: in development, another process of the same machine serves the front end. */
const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * The bare server: timeouts, request ids, one log line and one measurement per request, the reading of bodies, and the
 * headers of every answer.
 */
export function createServer(config: CoreConfig, limits: HttpLimits): FastifyInstance {
  const errorsUrl = `${config.baseUrl}/errors`;
  const problems = new ApiProblemsFilter(errorsUrl);
  const server = fastify({
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.idleMs,
    keepAliveTimeout: limits.keepAliveMs,
    forceCloseConnections: 'idle',
    // A closing process answers through the same hooks, with a problem document.
    return503OnClosing: false,
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: limits.checkIntervalMs,
      maxHeaderSize: limits.maxHeaderBytes,
      // Node would answer without a body; `faultOfHeaders` refuses such requests.
      requireHostHeader: false,
    },
    trustProxy: trustedProxies(config.TRUST_PROXY),
    genReqId: (request) => acceptRequestId(request.headers['x-request-id']),
    rewriteUrl: ({ url = '/' }) => shotstackPath(url),
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, { errorsUrl, lingerMs: limits.lingerMs }),
    frameworkErrors: (error, request, reply) => {
      reply.headers({ 'X-Request-Id': request.id, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
      problems.answer(error, request, reply);
    },
  });
  // Nest sets the error handler when all modules are ready; routes that exist before that may keep Fastify's own.
  server.addHook('onRoute', (route) => {
    route.errorHandler ??= (error, request, reply) => problems.answer(error, request, reply);
  });
  server.server.maxConnections = limits.maxConnections;
  limitConnections(server.server, limits.maxConnectionsPerAddress, config.TRUST_PROXY);
  limitPipelining(server, limits.maxRequestsInFlight);
  trackRequests(server, limits);
  warnOfSharedAddress(server, config);
  addBodyReader(server, limits);
  // Before Nest's adapter adds its hook: hooks after that one do not run for a request that no route can match.
  addResponseHeaders(server, config);
  // Node would answer without a body; `faultOfHeaders` refuses such requests.
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response));
  return server;
}

/**
 * Gives every answer the headers for security and for other origins. Nest's `useSecurityHeaders` and `enableCors` set
 * them on Node's response, and then each answer takes several times as long to merge them with those of Fastify.
 */
function addResponseHeaders(server: FastifyInstance, config: CoreConfig): void {
  const headers = securityHeaders(config.baseUrl.startsWith('https:'));
  fastifyCors(
    server,
    {
      origin: [
        ...new Set([...config.ALLOWED_ORIGINS, new URL(config.frontendUrl).origin]),
        ...(config.ENVIRONMENT === 'development' ? [LOCAL_ORIGIN] : []),
      ],
      credentials: true,
      methods: 'GET, HEAD, POST, PUT, PATCH, DELETE',
      exposedHeaders: EXPOSED_HEADERS,
      maxAge: 600,
      strictPreflight: false,
    },
    () => undefined,
  );
  server.addHook('onRequest', (_request, reply, next) => {
    reply.headers(headers);
    next();
  });
}

/** @param isSecure over plain HTTP, the added headers would send browsers to an HTTPS address that does not exist */
function securityHeaders(isSecure: boolean): Record<string, string> {
  if (!isSecure) return { 'content-security-policy': CONTENT_SECURITY_POLICY.join(';'), ...SECURITY_HEADERS };
  return {
    'content-security-policy': [...CONTENT_SECURITY_POLICY, 'upgrade-insecure-requests'].join(';'),
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    ...SECURITY_HEADERS,
  };
}

/**
 * Closes a connection whose client sends further requests without waiting for answers. A single packet can hold a
 * thousand small requests, and Node keeps all of their answers in memory while the client reads none.
 */
function limitPipelining(server: FastifyInstance, mostPerConnection: number): void {
  const inFlight = new WeakMap<IncomingMessage['socket'], number>();
  server.addHook('onRequest', (request, reply, next) => {
    const { socket } = request.raw;
    const count = (inFlight.get(socket) ?? 0) + 1;
    inFlight.set(socket, count);
    reply.raw.on('close', () => inFlight.set(socket, (inFlight.get(socket) ?? 1) - 1));
    if (count <= mostPerConnection) return next();
    reply.hijack();
    socket.destroy();
  });
}

/** Services below Shotstack's host, and paths that its older clients call without naming the service. */
const STAGE = /^\/(edit|serve|ingest)\/stage(?=[/?]|$)/;
const WITHOUT_SERVICE = /^\/(?:v1|stage)\/(?=(?:render|templates|probe)(?:[/?]|$))/;

/**
 * Maps Shotstack's environments and older addresses to the one that we serve: `stage` is `v1`, and `/v1/render` is
 * `/edit/v1/render`.
 */
export function shotstackPath(url: string): string {
  return url.replace(STAGE, '/$1/v1').replace(WITHOUT_SERVICE, '/edit/v1/');
}

/** Runs for every request: compares only names that can be `Host`. */
function countOfHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}

/** What two servers on the way of a request could understand differently. */
function faultOfHeaders({ headers, rawHeaders, httpVersion }: IncomingMessage): string | undefined {
  const hosts = countOfHosts(rawHeaders);
  if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) return 'A request has exactly one Host header.';
  const { 'transfer-encoding': encoding, expect } = headers;
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'chunked')
    return 'The only Transfer-Encoding of a request is chunked.';
  if (expect !== undefined && expect.trim().toLowerCase() !== '100-continue')
    return 'Only Expect: 100-continue is supported.';
  return undefined;
}

/** Refuses requests before any route sees them. */
export function addRefusals(server: FastifyInstance, readiness: Readiness): void {
  const allowedMethods = new AllowedMethods(server);
  server.addHook('onRequest', (request, reply, next) => {
    const fault =
      faultOfHeaders(request.raw) ?? (request.url.includes('%00') ? 'The URL contains a NUL character.' : undefined);
    const methods = request.is404 ? allowedMethods.of(request.url.split('?', 1)[0] ?? '') : [];
    if (readiness.isDraining) next(shuttingDown(undefined, { retryAfterSeconds: 1 }));
    else if (fault !== undefined) {
      reply.header('Connection', 'close');
      next(malformedRequest(fault));
    } else if (methods.length > 0) {
      reply.header('Allow', methods.join(', '));
      next(methodNotAllowed(`This path supports ${methods.join(', ')}.`));
    } else next();
  });
  server.addHook('onSend', (_request, reply, _payload, next) => {
    if (readiness.isDraining) reply.header('Connection', 'close');
    next();
  });
}
