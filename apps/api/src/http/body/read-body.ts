import type { IncomingMessage } from 'node:http';
import { AppError, malformedRequest, payloadTooLarge, requestTimeout, unsupportedMediaType } from '@app/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HttpLimits } from '../http-limits';
import { BODY_LIMITS, bodyOptionsOf, LARGE_BODY_LIMITS } from './body-limits';
import { parseJson } from './parse-json';

const JSON_TYPE = /^application\/(?:json|[\w.+-]+\+json)\s*(?:;|$)/i;
const faults = new WeakMap<FastifyRequest, AppError>();

/** The fault found in a request's body, kept until the caller has been authenticated. */
export function bodyFaultOf(request: FastifyRequest): AppError | undefined {
  return faults.get(request);
}

/**
 * The one reader of request bodies. A fault is kept instead of thrown, because a stranger hears 401 before anybody looks
 * at what they sent; `BodyFaultInterceptor` throws it behind the guards.
 */
export function addBodyReader(server: FastifyInstance, limits: HttpLimits): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', async (request: FastifyRequest, payload: IncomingMessage): Promise<unknown> => {
    if (request.is404) return undefined;
    if (bodyOptionsOf(request).stream) return payload;
    try {
      return await readJson(request, payload, limits.bodyMs);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      faults.set(request, error);
      return undefined;
    }
  });
}

async function readJson(request: FastifyRequest, payload: IncomingMessage, timeoutMs: number): Promise<unknown> {
  const { large, raw } = bodyOptionsOf(request);
  const limits = large ? LARGE_BODY_LIMITS : BODY_LIMITS;
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw unsupportedMediaType('The body must not be compressed.');
  const declared = Number(request.headers['content-length'] ?? Number.NaN);
  if (declared > limits.bytes) throw tooLarge(limits.bytes);
  const type = request.headers['content-type'];
  if (type === undefined || !JSON_TYPE.test(type))
    throw unsupportedMediaType('The body must be JSON: send Content-Type: application/json.');
  const bytes = await readAll(payload, limits.bytes, timeoutMs);
  if (raw) (request as FastifyRequest & { rawBody?: Buffer }).rawBody = bytes;
  return bytes.length === 0 ? undefined : parseJson(bytes, limits);
}

function readAll(payload: IncomingMessage, maxBytes: number, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (fault?: Error) => {
      clearTimeout(timer);
      payload.off('data', onData).off('end', onEnd).off('error', onBroken).off('close', onBroken);
      if (fault) reject(fault);
      else resolve(Buffer.concat(chunks, size));
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) settle(tooLarge(maxBytes));
      else chunks.push(chunk);
    };
    const onEnd = () => settle();
    const onBroken = () => settle(malformedRequest('The connection ended before the body did.'));
    const timer = setTimeout(() => settle(requestTimeout('The body did not arrive in time.')), timeoutMs);
    payload.on('data', onData).on('end', onEnd).on('error', onBroken).on('close', onBroken);
  });
}

const tooLarge = (maxBytes: number) => payloadTooLarge(`This route accepts at most ${maxBytes / 1_048_576} MB.`);
