import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from './account';
import { contentType } from './copies';

interface FileRoute {
  Params: { file: string };
}

const DENIED =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>';

/** What Shotstack's stores serve: the output for a day, the hosted copies until they are deleted. */
export function registerFiles(scope: FastifyInstance, account: Account): void {
  const serve = async (request: FastifyRequest<FileRoute>, reply: FastifyReply, seconds: number | undefined) => {
    if (await account.faults.interrupt('file', request.url, reply)) return reply;
    if (seconds === undefined) return reply.status(403).type('application/xml').send(DENIED);
    const extension = request.params.file.split('.').pop() ?? '';
    const path = await account.media.file(extension, seconds);
    const { size } = await stat(path);
    return send(request, reply, { path, size, type: contentType(extension) });
  };
  scope.get<FileRoute>('/output/:environment/:owner/:file', (request, reply) =>
    serve(request, reply, account.renderOfOutput(request.params.file)?.seconds),
  );
  scope.get<FileRoute>('/cdn/au/:environment/:owner/:file', (request, reply) => {
    const asset = [...account.assets.values()].find(
      ({ filename, status }) => filename === request.params.file && status === 'ready',
    );
    return serve(request, reply, asset && account.renders.get(asset.renderId)?.seconds);
  });
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { path, size, type }: { path: string; size: number; type: string },
): FastifyReply {
  reply.type(type).header('accept-ranges', 'bytes').header('etag', `"${size}"`);
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  if (from === '' && to === '') return reply.header('content-length', size).send(createReadStream(path));
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (start > end) return reply.status(416).header('content-range', `bytes */${size}`).send();
  return reply
    .status(206)
    .header('content-range', `bytes ${start}-${end}/${size}`)
    .header('content-length', end - start + 1)
    .send(createReadStream(path, { start, end }));
}
