import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  accountOf,
  isAnonymous,
  malformedRequest,
  nextTurn,
  payloadTooLarge,
  requestTimeout,
  unsupportedMediaType,
} from '@app/core';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HttpLimits } from '../http-limits';
import { BodyRoom, type BodyShare } from './body-room';
import { type BodyLimits, LARGE_BYTES, parseJson } from './parse-json';

export const BODY_LIMITS: BodyLimits = { bytes: 1_048_576, depth: 64, values: 10_000, members: 10_000 };
/** For routes whose bodies are edits. */
export const LARGE_BODY_LIMITS: BodyLimits = { bytes: 10_485_760, depth: 64, values: 250_000, members: 10_000 };
/** For callers without a valid credential. */
export const ANONYMOUS_BODY_LIMITS: BodyLimits = { bytes: 65_536, depth: 64, values: 10_000, members: 10_000 };

export interface BodyOptions {
  /** Up to 10 MB of JSON instead of 1 MB. */
  large?: boolean;
  /** Keeps the exact bytes of the JSON for checking a signature: read them with Nest's `@RawBody()`. */
  raw?: boolean;
  /** The body authenticates its sender, for example by a signature: the usual size without a credential. */
  signed?: boolean;
  /** Any content type; the handler gets the body as text. */
  text?: boolean;
  /** Any content type; the handler gets the unread stream as the body and must limit it. */
  stream?: boolean;
}

/** How the body of a route is read, if it is not the usual JSON of up to 1 MB. */
export const ReadBody = (options: BodyOptions) => RouteConfig({ body: options });

const JSON_TYPE = /^application\/(?:json|[\w.+-]+\+json)\s*(?:;|$)/i;
const CHARSET = /;\s*charset=\s*"?([^\s;"]*)/i;

const FIRST_BYTES = 16_384;
/** Each chunk costs processor time, so the chunks of a body with very many of them must have this mean size. */
const FREE_CHUNKS = 1_000;
const MEAN_CHUNK_BYTES = 64;

/** Memory for bodies that are being received, or wait for their turn. */
const room = new BodyRoom();
/** The part of that memory that a request occupies. */
const shares = new WeakMap<FastifyRequest, BodyShare>();
/** Requests whose body is still unread in the connection, with the function that reads it. */
const unread = new WeakMap<FastifyRequest, () => Promise<unknown>>();
/** Requests with `Expect: 100-continue`: the client sends its body only after `100 Continue`. */
const expecting = new WeakMap<IncomingMessage, ServerResponse>();

/** Makes Fastify leave every body in the connection: `readBody` reads it once the guards have admitted the caller. */
export function addBodyReader(server: FastifyInstance, limits: HttpLimits): void {
  server.server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    expecting.set(request, response);
    server.server.emit('request', request, response);
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', async (request: FastifyRequest, payload: IncomingMessage): Promise<unknown> => {
    if (request.is404) return undefined;
    if (bodyOptionsOf(request).stream) return payload;
    unread.set(request, () => readJson(request, payload, limits.bodyMs));
    return undefined;
  });
}

/**
 * The body of a request; the first call reads it from the connection. It occupies memory of its account until
 * `releaseBody`.
 * @throws malformed_request, payload_too_large, payload_too_complex, unsupported_media_type, request_timeout
 */
export async function readBody(request: FastifyRequest): Promise<unknown> {
  const read = unread.get(request);
  if (read) {
    unread.delete(request);
    request.body = await read();
  } else askForBody(request.raw);
  return request.body;
}

/** Whether `readBody` would read something, or ask the client for it. */
export function hasUnreadBody(request: FastifyRequest): boolean {
  return unread.has(request) || expecting.has(request.raw);
}

/** Stops counting the body, because the work on the request begins or has ended. */
export function releaseBody(request: FastifyRequest): void {
  shares.get(request)?.close();
  shares.delete(request);
}

/** The options of the route that handles a request. */
export function bodyOptionsOf(request: FastifyRequest): BodyOptions {
  return (request.routeOptions.config as { body?: BodyOptions }).body ?? {};
}

function limitsOf(request: FastifyRequest): BodyLimits {
  const { large, signed } = bodyOptionsOf(request);
  if (isAnonymous(request) && !signed) return ANONYMOUS_BODY_LIMITS;
  return large ? LARGE_BODY_LIMITS : BODY_LIMITS;
}

function askForBody(request: IncomingMessage): void {
  expecting.get(request)?.writeContinue();
  expecting.delete(request);
}

function assertType(type: string, isText: boolean): void {
  if (!isText && !JSON_TYPE.test(type))
    throw unsupportedMediaType('The body must be JSON: send Content-Type: application/json.');
  const charset = CHARSET.exec(type)?.[1] ?? 'utf-8';
  if (!/^utf-?8$/i.test(charset)) throw unsupportedMediaType('The body must be JSON in UTF-8.');
}

async function readJson(request: FastifyRequest, payload: IncomingMessage, timeoutMs: number): Promise<unknown> {
  const limits = limitsOf(request);
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw unsupportedMediaType('The body must not be compressed.');
  const declared = Number(request.headers['content-length'] ?? Number.NaN);
  if (declared > limits.bytes) throw tooLarge(limits.bytes);
  const { raw, text = false } = bodyOptionsOf(request);
  assertType(request.headers['content-type'] ?? '', text);
  // Small bodies are not worth counting.
  const count = (bytes: number, size: number) => {
    if (size <= LARGE_BYTES) return;
    const share = shares.get(request) ?? room.open(accountOf(request));
    shares.set(request, share);
    share.add(bytes);
  };
  try {
    askForBody(payload);
    const bytes = await readAll(payload, limits.bytes, count, timeoutMs);
    if (text) return bytes.toString();
    if (raw) (request as FastifyRequest & { rawBody?: Buffer }).rawBody = bytes;
    return bytes.length === 0 ? undefined : await parseJson(bytes, limits);
  } catch (error) {
    releaseBody(request);
    throw error;
  }
}

function readAll(
  payload: IncomingMessage,
  maxBytes: number,
  count: (bytes: number, size: number) => void,
  timeoutMs: number,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // One growing buffer: in a list, every small chunk would occupy many times its size.
    let body = Buffer.allocUnsafe(Math.min(maxBytes, FIRST_BYTES));
    let [size, chunks] = [0, 0];
    const settle = (fault?: Error) => {
      clearTimeout(timer);
      payload.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken);
      if (fault) reject(fault);
      else resolve(body.subarray(0, size));
    };
    const onData = (chunk: Buffer) => {
      const start = size;
      size += chunk.length;
      chunks += 1;
      if (size > maxBytes) return settle(tooLarge(maxBytes));
      if (chunks > FREE_CHUNKS && size < chunks * MEAN_CHUNK_BYTES)
        return settle(malformedRequest('The body arrives in too many small chunks.'));
      try {
        count(chunk.length, size);
      } catch (error) {
        return settle(error as Error);
      }
      if (size > body.length) {
        const larger = Buffer.allocUnsafe(Math.min(maxBytes, Math.max(size, 2 * body.length)));
        body.copy(larger, 0, 0, start);
        body = larger;
      }
      chunk.copy(body, start);
      if (size > LARGE_BYTES) waitForTurn();
    };
    // Otherwise Node.js reads up to two megabytes from every connection before it serves anyone else.
    const waitForTurn = () => {
      payload.pause();
      void nextTurn().then(() => payload.resume());
    };
    const onEnd = () => settle();
    const onBroken = () => settle(malformedRequest('The connection ended before the body did.'));
    const timer = setTimeout(() => settle(requestTimeout('The body did not arrive in time.')), timeoutMs);
    payload.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken);
  });
}

const tooLarge = (maxBytes: number) =>
  payloadTooLarge(
    maxBytes === ANONYMOUS_BODY_LIMITS.bytes
      ? 'Without a credential a body may have at most 64 KB.'
      : `This route accepts at most ${maxBytes / 1_048_576} MB.`,
  );
