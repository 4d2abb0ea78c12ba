import type { Socket } from 'node:net';
import { durationHistogram, gauge, type RequestContext, runWithRequestContext } from '@app/core';
import { Logger } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HttpLimits } from './http-limits';

/** Fewer buckets than usual: each costs a series for each route and each status. */
const BUCKETS = [0.005, 0.025, 0.1, 0.5, 1, 2.5, 10];
/** Machines request these every few seconds; without this exception their lines would fill the log. */
const QUIET_ROUTES = /^\/(health|metrics)(\/|$)/;

/** Requests in progress on all servers of this process. */
let active = 0;

/** How many requests of a connection are unanswered. A property costs less than a weak map. */
const UNANSWERED = Symbol('unanswered');
type Connection = Socket & { [UNANSWERED]?: number };

/**
 * Gives every request its id and context, and at its end one log line and one measurement.
 *
 * Closes a connection whose client sends further requests without waiting for answers. A single packet can hold a
 * thousand small requests, and Node keeps all of their answers in memory while the client reads none.
 */
export function trackRequests(server: FastifyInstance, { lingerMs, maxRequestsInFlight }: HttpLimits): void {
  const logger = new Logger('http');
  gauge('http_server_active_requests', 'Requests in progress', [], () => active);
  const duration = durationHistogram(
    'http_server_request_duration_seconds',
    'From the end of the headers to the end of the answer',
    ['method', 'route', 'status'],
    BUCKETS,
  );

  server.addHook('onRequest', (request, reply, next) => {
    const connection: Connection = request.raw.socket;
    const unanswered = (connection[UNANSWERED] ?? 0) + 1;
    if (unanswered > maxRequestsInFlight) {
      reply.hijack();
      connection.destroy();
      return;
    }
    connection[UNANSWERED] = unanswered;
    const context: RequestContext = { requestId: request.id };
    const started = performance.now();
    reply.header('x-request-id', request.id);
    active += 1;
    reply.raw.on('close', () => {
      active -= 1;
      connection[UNANSWERED] = (connection[UNANSWERED] ?? 1) - 1;
      const seconds = (performance.now() - started) / 1_000;
      const route = request.is404 ? 'unmatched' : (request.routeOptions.url ?? 'unmatched');
      duration.observe({ method: request.method, route, status: String(reply.statusCode) }, seconds);
      runWithRequestContext(context, () =>
        logLine(logger, request, reply, {
          route,
          ms: Math.round(seconds * 10_000) / 10,
          error_code: context.errorCode,
          aborted: reply.raw.writableFinished ? undefined : true,
        }),
      );
      if (!request.raw.complete) dropSlowly(request, lingerMs);
    });
    runWithRequestContext(context, next);
  });
}

function logLine(
  logger: Logger,
  request: FastifyRequest,
  reply: FastifyReply,
  rest: { route: string; ms: number; error_code?: string; aborted?: true },
): void {
  const fields = {
    method: request.method,
    status: reply.statusCode,
    ...rest,
    ip: request.ip,
    ...(rest.route === 'unmatched' && { path: pathToLog(request.url) }),
  };
  if (reply.statusCode >= 500) logger.error('request', fields);
  else if (QUIET_ROUTES.test(rest.route) && reply.statusCode < 400) logger.debug('request', fields);
  else logger.log('request', fields);
}

/**
 * A path that matches no route may contain a credential nevertheless: that of an upload, with a wrong method or one
 * slash too many. Ours have 43 letters; an id stays, because it opens nothing.
 */
const LONG_WORD = /(?:[\w-]|%[\da-f]{2}){32,}/gi;

function pathToLog(url: string): string {
  const [path = ''] = url.split('?', 1);
  return path.replace(LONG_WORD, (word) => (isUUID(word) ? word : '[redacted]')).slice(0, 200);
}

/** The rest of a small body is worth reading, because the connection can then be used again. */
const SMALL_REST_BYTES = 65_536;

/**
 * The answer is sent while the request is still arriving. Node discards the rest, so that the client sees the answer
 * instead of a reset; a large rest closes the connection after the answer, and one that takes too long closes it
 * immediately.
 */
function dropSlowly(request: FastifyRequest, lingerMs: number): void {
  const { socket, headers } = request.raw;
  if (!(Number(headers['content-length']) <= SMALL_REST_BYTES)) socket.end();
  const timer = setTimeout(() => socket.destroy(), lingerMs).unref();
  request.raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
}
