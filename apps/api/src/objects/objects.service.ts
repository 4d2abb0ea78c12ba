import { Readable } from 'node:stream';
import { malformedRequest } from '@app/core';
import {
  downloadDisposition,
  type LinkParameters,
  LocalStorageAdapter,
  objectAccessRefused,
  objectRangeInvalid,
} from '@app/storage';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { selectRange } from './select-range';

export type ObjectRequest = FastifyRequest<{ Params: { '*': string }; Querystring: Record<string, unknown> }>;

/**
 * Users may store a page with scripts: in a browser it can do nothing, and browsers never guess another type.
 * Players on other sites may embed it.
 */
const PROTECTION = {
  'Content-Security-Policy':
    "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};
/** A browser may keep the file, but must revalidate it before each use. */
const USUAL_CACHING = 'private, no-cache';

/** Serves the local store over HTTP, as S3 and GCS serve theirs. */
@Injectable()
export class ObjectsService {
  constructor(private readonly storage: LocalStorageAdapter) {}

  async read(request: ObjectRequest, reply: FastifyReply): Promise<void> {
    const key = request.params['*'];
    const link = this.storage.allowedBy(request.method, key, request.query);
    const { object, file } = await this.storage.openFile(key);
    const selected = selectRange(request.headers, { ...object, etag: object.version });
    const { start, end } = selected.status === 206 ? selected : { start: 0, end: object.size - 1 };
    reply.headers({ 'Accept-Ranges': 'bytes', ETag: object.version, 'Last-Modified': object.updatedAt.toUTCString() });
    reply.header('Cache-Control', object.cacheControl ?? USUAL_CACHING);
    if (selected.status === 206) reply.header('Content-Range', `bytes ${start}-${end}/${object.size}`);
    if (selected.status === 416 || selected.status === 304 || request.method === 'HEAD' || object.size === 0)
      await file.close();
    if (selected.status === 416) {
      reply.header('Content-Range', `bytes */${object.size}`);
      throw objectRangeInvalid(`The file has ${object.size} bytes.`);
    }
    reply.status(selected.status);
    if (selected.status !== 304) {
      const name = link.download ?? object.downloadName;
      reply.headers({ ...PROTECTION, 'Content-Type': object.contentType, 'Content-Length': end - start + 1 });
      if (name !== undefined) reply.header('Content-Disposition', downloadDisposition(name));
    }
    await reply.send(
      selected.status === 304 || request.method === 'HEAD' || object.size === 0
        ? undefined
        : file.createReadStream({ start, end }),
    );
  }

  /** Accepts only what the address was signed for. Checks everything before it reads the first byte. */
  async write(request: ObjectRequest, body: Readable | undefined): Promise<void> {
    const key = request.params['*'];
    const link = this.storage.allowedBy('PUT', key, request.query);
    const { 'content-length': size = '', 'content-type': type } = request.headers;
    assertSize(Number(size || Number.NaN), link);
    if (link.type !== undefined && type !== link.type) throw objectAccessRefused(`Content-Type must be ${link.type}.`);
    try {
      await this.storage.receive(key, { ...link, size }, body ?? Readable.from([]));
    } catch (error) {
      throw (error as { code?: string }).code === 'ECONNRESET'
        ? malformedRequest('The connection ended before the body did.', { cause: error })
        : error;
    }
  }
}

/** @param size undefined sizes are NaN @throws object_access_refused */
function assertSize(size: number, { size: exact, largest }: LinkParameters): void {
  if (largest === undefined && size !== Number(exact))
    throw objectAccessRefused(`Content-Length must be exactly ${exact} bytes.`);
  if (largest !== undefined && !(size >= 1 && size <= Number(largest)))
    throw objectAccessRefused(`Content-Length must be 1 to ${largest} bytes.`);
}
