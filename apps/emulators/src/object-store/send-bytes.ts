import type { FastifyReply, FastifyRequest } from 'fastify';

/** Sends the bytes of `Range`, or all. False: the range is beyond the end, and nothing was sent. */
export function sendBytes(request: FastifyRequest, reply: FastifyReply, bytes: Buffer): boolean {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  if (first === '' && last === '') {
    finish(request, reply.status(200), bytes);
    return true;
  }
  const start = first === '' ? Math.max(bytes.length - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? bytes.length : Math.min(Number(last) + 1, bytes.length);
  if (start >= end) return false;
  reply.status(206).header('content-range', `bytes ${start}-${end - 1}/${bytes.length}`);
  finish(request, reply, bytes.subarray(start, end));
  return true;
}

function finish(request: FastifyRequest, reply: FastifyReply, bytes: Buffer): void {
  reply.header('accept-ranges', 'bytes').header('content-length', bytes.length);
  if (request.method !== 'HEAD') {
    void reply.send(bytes);
    return;
  }
  // The framework would report the length of the missing body.
  reply.hijack();
  reply.raw.writeHead(reply.statusCode, reply.getHeaders() as Record<string, string>).end();
}
