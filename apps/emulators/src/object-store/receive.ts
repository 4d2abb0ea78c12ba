import type { FastifyReply, FastifyRequest } from 'fastify';
import { type StorageFaults, strikes } from './faults';

/** The connection ended before the body did; `bytes` holds what arrived. */
export class BrokenUpload extends Error {
  constructor(readonly bytes: Buffer) {
    super('the upload broke off');
  }
}

/** The body of an upload as it arrives over a connection that may be faulty. @throws BrokenUpload */
export async function receive(request: FastifyRequest, reply: FastifyReply, faults: StorageFaults): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  const dropAt = announced > 0 && strikes(faults, 'drop_uploads') ? announced / 2 : Number.POSITIVE_INFINITY;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.raw as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size < dropAt) continue;
      reply.hijack();
      request.raw.destroy();
      break;
    }
  } catch {
    // The client disconnected: the same as a broken connection.
    throw new BrokenUpload(Buffer.concat(chunks));
  }
  const bytes = Buffer.concat(chunks);
  if (size >= dropAt || size < announced) throw new BrokenUpload(bytes);
  if (bytes.length > 0 && strikes(faults, 'corrupt_uploads'))
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  return bytes;
}
