import { sendBytes } from '../object-store/send-bytes';
import type { GcsCall } from './gcs-call';
import { GcsFailure } from './gcs-failure';

const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const tag = (name: string, value: string | number | boolean) => `<${name}>${escapeXml(String(value))}</${name}>`;
const PAGE = 1_000;

/** The XML API: signed and public addresses lead to it, and it has uploads in parts. */
export function answerXml(call: GcsCall): unknown {
  const { request, reply, world, name, query, bytes } = call;
  if (query.has('uploads') || query.has('uploadId')) return answerParts(call);
  if (request.method === 'GET' || request.method === 'HEAD') return sendObject(call);
  if (request.method === 'PUT') {
    const [least, most] = String(request.headers['x-goog-content-length-range'] ?? '0,').split(',');
    if (bytes.length < Number(least) || (most && bytes.length > Number(most)))
      throw new GcsFailure(400, 'EntityTooLarge', 'The size is outside the signed range.');
    const generation = request.headers['x-goog-if-generation-match'];
    if (generation !== undefined && Number(generation) !== (world.objects.get(name)?.generation ?? 0))
      throw new GcsFailure(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold.');
    const type = request.headers['content-type'];
    return reply.header('etag', `"${world.put(name, bytes, { contentType: type }).generation}"`);
  }
  if (request.method !== 'DELETE')
    throw new GcsFailure(405, 'MethodNotAllowed', 'This emulator does not support that.');
  world.get(name);
  world.objects.delete(name);
  return reply.status(204);
}

function sendObject({ request, reply, world, name, query }: GcsCall): unknown {
  const { bytes, about, generation, updated, isPublic } = world.get(name);
  reply.headers({
    'content-type': about.contentType ?? 'application/octet-stream',
    etag: `"${generation}"`,
    'last-modified': updated.toUTCString(),
  });
  const disposition = query.get('response-content-disposition') ?? about.contentDisposition;
  if (disposition) reply.header('content-disposition', disposition);
  reply.header('cache-control', about.cacheControl ?? (isPublic ? 'public, max-age=3600' : 'private, max-age=0'));
  if (!sendBytes(request, reply, bytes))
    throw new GcsFailure(416, 'InvalidRange', 'The requested range cannot be satisfied.');
  return reply;
}

function answerParts({ request, reply, world, name, query, bytes }: GcsCall): unknown {
  reply.type('application/xml');
  const id = query.get('uploadId') ?? '';
  if (query.has('uploads'))
    return `<InitiateMultipartUploadResult>${tag('UploadId', world.begin(name, request.headers['content-type']))}</InitiateMultipartUploadResult>`;
  const upload = world.upload(name, id);
  switch (request.method) {
    case 'PUT':
      return reply.header('etag', world.addPart(upload, Number(query.get('partNumber')), bytes));
    case 'DELETE':
      world.uploads.delete(id);
      return reply.status(204);
    case 'GET': {
      const parts = [...upload.parts]
        .filter(([number]) => number > Number(query.get('part-number-marker') ?? 0))
        .sort(([a], [b]) => a - b);
      const shown = parts
        .slice(0, PAGE)
        .map(
          ([number, part]) =>
            `<Part>${tag('PartNumber', number)}${tag('ETag', part.etag)}${tag('Size', part.bytes.length)}</Part>`,
        );
      return `<ListPartsResult>${tag('UploadId', id)}${tag('IsTruncated', parts.length > PAGE)}${shown.join('')}</ListPartsResult>`;
    }
    default: {
      const chosen = [...bytes.toString().matchAll(/<Part>.*?<\/Part>/gs)].map(([part]) => ({
        number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
        etag: (/<ETag>(.*?)<\/ETag>/.exec(part)?.[1] ?? '').replaceAll(/&quot;|&#34;/g, '"'),
      }));
      return `<CompleteMultipartUploadResult>${tag('ETag', String(world.complete(id, upload, chosen).generation))}</CompleteMultipartUploadResult>`;
    }
  }
}
