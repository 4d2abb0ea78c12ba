import type { IncomingMessage } from 'node:http';
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
import { addResponseHeaders } from './response-headers';
import { trackRequests } from './track-requests';

/** URLs as a parameter (`/probe/{url}`) are longer than the router's default of 100 characters. */
const MAX_PARAMETER_LENGTH = 4_096;

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
  addBodyReader(server, limits);
  // Before Nest's adapter adds its hook, which ends those of a request that no route can match.
  addResponseHeaders(server, config);
  // Node would answer without a body; `faultOfHeaders` refuses such requests.
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response));
  return server;
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

/** A hop count trusts that many addresses, starting at our side; a list trusts these addresses and ranges. */
function trustedProxies(setting: string | undefined) {
  if (setting === undefined) return false;
  if (!/^\d+$/.test(setting)) return setting.split(',').map((entry) => entry.trim());
  return (_address: string, hop: number) => hop < Number(setting);
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
