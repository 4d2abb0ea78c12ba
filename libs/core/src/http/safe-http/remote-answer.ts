import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { remoteFetchFailed, remoteFileTooLarge } from '../../core.errors';
import { type AppError } from '../../errors/app-error';
import { fastEnough, type LeastThroughput } from './least-throughput';
import { remoteError, UnexpectedStatus } from './remote-errors';

export interface RemoteAnswer {
  /** The URL after the last redirect. */
  url: string;
  status: number;
  headers: Dispatcher.ResponseData['headers'];
  /** Fails when a limit is exceeded. Read it, or the connection stays open until the total time is over. */
  body: AsyncGenerator<Buffer>;
}

/** An answer whose body nobody has read. */
export interface UnreadAnswer {
  statusCode: number;
  headers: RemoteAnswer['headers'];
  body: Readable;
}

/** The conditions that an answer must meet. */
export interface Expectation {
  method: string;
  maxBytes: number;
  contentTypes?: readonly string[];
  status?: number;
  /** Accepts an encoded answer although we requested `identity`; otherwise it is refused. */
  anyEncoding?: boolean;
  /** Decodes an encoded answer; `maxBytes` then limits both the encoded and the decoded bytes. */
  decodes?: boolean;
  /** Otherwise the body may take as long as the call. */
  leastThroughput?: LeastThroughput;
  signal?: AbortSignal;
}

/** @throws remoteFetchFailed or remoteFileTooLarge when the headers alone show that the response is useless */
export function acceptAnswer(
  target: URL,
  { statusCode, headers, body }: UnreadAnswer,
  expected: Expectation,
): RemoteAnswer {
  const fault = faultOf(target.hostname, statusCode, headers, expected);
  if (fault) {
    discard(body);
    throw fault;
  }
  body.on('error', () => undefined);
  const decoder = expected.decodes ? DECODERS.get(headerOf(headers, 'content-encoding'))?.() : undefined;
  // The reader of the decoder gets its faults and those of the body. An endless body may decode to nothing: limit both.
  const { leastThroughput } = expected;
  const arriving = leastThroughput ? fastEnough(target.hostname, body, leastThroughput) : body;
  const content = decoder ? pipeline(atMost(expected.maxBytes, arriving), decoder, () => undefined) : arriving;
  return { url: target.href, status: statusCode, headers, body: limited(target.hostname, content, expected) };
}

/** Some stores keep files compressed and send them so to everyone. */
const DECODERS: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/** Closes the connection without reading the rest. */
export function discard(body: Readable): void {
  body.on('error', () => undefined);
  body.destroy();
}

/** The media type without parameters, in lower case. */
export const mediaType = (headers: RemoteAnswer['headers']): string | undefined =>
  headerOf(headers, 'content-type').split(';', 1)[0]?.trim().toLowerCase() || undefined;

export const isEncoded = (headers: RemoteAnswer['headers']): boolean =>
  !['', 'identity'].includes(headerOf(headers, 'content-encoding'));

function faultOf(
  host: string,
  status: number,
  headers: RemoteAnswer['headers'],
  expected: Expectation,
): AppError | undefined {
  const type = mediaType(headers);
  const rightType =
    expected.contentTypes?.some((allowed) => (allowed.endsWith('/') ? type?.startsWith(allowed) : type === allowed)) ??
    true;
  if (expected.status !== undefined && status !== expected.status)
    return remoteFetchFailed(`${host} answered ${status}.`, { cause: new UnexpectedStatus(status) });
  if (status < 300 && !rightType)
    return remoteFetchFailed(`${host} sent ${type ? `the content type ${type.slice(0, 100)}` : 'no content type'}.`);
  if (expected.method !== 'HEAD' && Number(headerOf(headers, 'content-length')) > expected.maxBytes)
    return tooLarge(expected.maxBytes);
  const isDecoded = expected.decodes && DECODERS.has(headerOf(headers, 'content-encoding'));
  if (!expected.anyEncoding && !isDecoded && isEncoded(headers))
    return remoteFetchFailed(`${host} sent an encoded body although we asked for none.`);
  return undefined;
}

async function* atMost(maxBytes: number, body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
}

async function* limited(
  host: string,
  body: AsyncIterable<Buffer>,
  { maxBytes, signal }: Expectation,
): AsyncGenerator<Buffer> {
  try {
    yield* atMost(maxBytes, body);
  } catch (error) {
    signal?.throwIfAborted();
    throw remoteError(host, error);
  }
}

const headerOf = (headers: RemoteAnswer['headers'], name: string): string => String(headers[name] ?? '');
const tooLarge = (maxBytes: number): AppError => remoteFileTooLarge(`The limit is ${maxBytes} bytes.`);

/** The address of a redirect, as text: it may be none at all. */
export const absolute = (location: string, base: URL): string =>
  URL.canParse(location, base.href) ? new URL(location, base).href : location;
