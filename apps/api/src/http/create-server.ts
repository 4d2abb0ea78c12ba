import { type IncomingMessage, type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import {
  acceptRequestId,
  type CoreConfig,
  malformedRequest,
  methodNotAllowed,
  type Readiness,
  shuttingDown,
} from '@app/core';
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
      ServerResponse: responsesWith(headersOfAnswers(config.baseUrl.startsWith('https:'))),
    },
    trustProxy: trustedProxies(config.TRUST_PROXY),
    genReqId: (request) => acceptRequestId(request.headers['x-request-id']),
    rewriteUrl: ({ url = '/' }) => shotstackPath(url),
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, { errorsUrl, lingerMs: limits.lingerMs }),
    frameworkErrors: (error, request, reply) => {
      reply.header('x-request-id', request.id);
      problems.answer(error, request, reply);
    },
  });
  // Nest sets the error handler when all modules are ready; routes that exist before that may keep Fastify's own.
  server.addHook('onRoute', (route) => {
    route.errorHandler ??= (error, request, reply) => problems.answer(error, request, reply);
  });
  server.server.maxConnections = limits.maxConnections;
  limitConnections(server.server, limits.maxConnectionsPerAddress, config.TRUST_PROXY);
  trackRequests(server, limits);
  warnOfSharedAddress(server, config);
  addBodyReader(server, limits);
  // Before Nest's adapter adds its hook: hooks after that one do not run for a request that no route can match.
  admitOrigins(server, config);
  // Node would answer without a body; `faultOfHeaders` refuses such requests.
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response));
  return server;
}

/** The headers of every answer whose route says nothing else about them. */
function headersOfAnswers(isSecure: boolean): Record<string, string> {
  // Over plain HTTP, the added ones would send browsers to an HTTPS address that does not exist.
  const policy = isSecure ? [...CONTENT_SECURITY_POLICY, 'upgrade-insecure-requests'] : CONTENT_SECURITY_POLICY;
  return {
    'cache-control': 'no-store',
    'content-security-policy': policy.join(';'),
    ...(isSecure && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
    ...SECURITY_HEADERS,
    vary: 'Origin',
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': EXPOSED_HEADERS,
  };
}

type OwnHeaders = OutgoingHttpHeaders | OutgoingHttpHeader[];

/**
 * Responses that send these headers with their own. In Fastify's replies they would be so many that V8 keeps the
 * headers of each answer as a hash table, which takes longer to fill and to read.
 */
function responsesWith(headers: Record<string, string>) {
  const usual: OutgoingHttpHeader[] = Object.entries(headers).flat();
  /** Where the value of a name stands in them. */
  const places = new Map(Object.keys(headers).map((name, index) => [name, 2 * index + 1]));
  return class Answer<R extends IncomingMessage> extends ServerResponse<R> {
    override writeHead(status: number, second?: string | OwnHeaders, third?: OwnHeaders): this {
      if (typeof second === 'string') this.statusMessage = second;
      const own = (typeof second === 'string' ? third : second) ?? {};
      // A list is taken as it is; neither Fastify nor Nest sends one.
      if (Array.isArray(own)) return super.writeHead(status, own);
      const all = usual.slice();
      for (const name of Object.keys(own)) {
        const place = places.get(name.toLowerCase());
        const value = own[name] ?? '';
        if (place === undefined) all.push(name, value);
        else all[place] = value;
      }
      // The headers of a stream are in the response already.
      for (const name of this.getHeaderNames()) {
        const place = places.get(name);
        if (place !== undefined) all[place] = this.getHeader(name) ?? '';
      }
      return super.writeHead(status, all);
    }
  };
}

/** Tells browsers which other origins may read an answer, and answers their preflights. */
function admitOrigins(server: FastifyInstance, config: CoreConfig): void {
  const origins = new Set([...config.ALLOWED_ORIGINS, new URL(config.frontendUrl).origin]);
  const isAllowed = (origin: string): boolean =>
    origins.has(origin) || (config.ENVIRONMENT === 'development' && LOCAL_ORIGIN.test(origin));
  server.addHook('onRequest', ({ method, headers }, reply, next) => {
    if (headers.origin !== undefined && isAllowed(headers.origin))
      reply.header('access-control-allow-origin', headers.origin);
    if (method !== 'OPTIONS') return next();
    reply.code(204).headers({
      vary: 'Origin, Access-Control-Request-Headers',
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'access-control-max-age': '600',
      // Some browsers wait for a body otherwise.
      'content-length': '0',
    });
    const wanted = headers['access-control-request-headers'];
    if (wanted !== undefined) reply.header('access-control-allow-headers', wanted);
    reply.send();
  });
  // The hook has answered before the route is reached: it is here for the router, which refuses other methods.
  server.options('*', (_request, reply) => reply.send());
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
