import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendBytes } from '../object-store/send-bytes';
import { escapeXml, S3Failure } from './s3-failure';
import type { S3World } from './s3-world';

export interface S3Call {
  request: FastifyRequest;
  reply: FastifyReply;
  world: S3World;
  bucket: string;
  key: string;
  query: URLSearchParams;
  bytes: Buffer;
}

const KEPT_HEADERS =
  /^(content-type|content-disposition|cache-control|content-encoding|content-language|x-amz-meta-.*)$/;
const PAGE = 1_000;

const xml = (reply: FastifyReply, name: string, content: string) =>
  reply
    .type('application/xml')
    .send(
      `<?xml version="1.0" encoding="UTF-8"?><${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${name}>`,
    );
const tag = (name: string, value: string | number | boolean) => `<${name}>${escapeXml(String(value))}</${name}>`;

export function answerBucket({ request, reply, world, bucket, query }: S3Call): FastifyReply {
  if (request.method === 'PUT') {
    world.create(bucket);
    return reply.send();
  }
  const { objects } = world.bucket(bucket);
  if (request.method === 'HEAD') return reply.send();
  if (request.method !== 'GET' || query.get('list-type') !== '2')
    throw new S3Failure(405, 'MethodNotAllowed', 'This emulator does not support that for a bucket.');
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const names = [...objects.keys()].filter((name) => name.startsWith(query.get('prefix') ?? '') && name > after).sort();
  const shown = names.slice(0, Number(query.get('max-keys') ?? PAGE));
  const entries = shown.map((name) => {
    const { bytes, etag, updatedAt } = world.object(bucket, name);
    return `<Contents>${tag('Key', name)}${tag('LastModified', updatedAt.toISOString())}${tag('ETag', etag)}${tag('Size', bytes.length)}</Contents>`;
  });
  const more = shown.length < names.length;
  const next = more ? tag('NextContinuationToken', shown.at(-1) ?? '') : '';
  return xml(
    reply,
    'ListBucketResult',
    `${tag('Name', bucket)}${tag('KeyCount', shown.length)}${tag('IsTruncated', more)}${next}${entries.join('')}`,
  );
}

export function answerObject(call: S3Call): FastifyReply {
  const { request, reply, world, bucket, key, query } = call;
  if (query.has('uploads') || query.has('uploadId')) return answerUpload(call);
  switch (request.method) {
    case 'PUT':
      if (request.headers['if-none-match'] === '*' && world.bucket(bucket).objects.has(key)) throw conditionFailed();
      return reply.header('etag', world.put(bucket, key, call.bytes, keptHeaders(request)).etag).send();
    case 'DELETE':
      world.bucket(bucket).objects.delete(key);
      return reply.status(204).send();
    case 'GET':
    case 'HEAD':
      return sendObject(call);
    default:
      throw new S3Failure(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');
  }
}

const conditionFailed = () =>
  new S3Failure(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');

function sendObject({ request, reply, world, bucket, key, query }: S3Call): FastifyReply {
  const { bytes, etag, updatedAt, headers } = world.object(bucket, key);
  if (request.headers['if-match'] !== undefined && request.headers['if-match'] !== etag) throw conditionFailed();
  reply.headers(headers).header('etag', etag).header('last-modified', updatedAt.toUTCString());
  for (const name of ['content-disposition', 'content-type', 'cache-control']) {
    const wanted = query.get(`response-${name}`);
    if (wanted !== null) reply.header(name, wanted);
  }
  if (!sendBytes(request, reply, bytes))
    throw new S3Failure(416, 'InvalidRange', 'The requested range is not satisfiable');
  return reply;
}

function answerUpload({ request, reply, world, bucket, key, query, bytes }: S3Call): FastifyReply {
  const id = query.get('uploadId') ?? '';
  if (request.method === 'POST' && query.has('uploads')) {
    const upload = world.begin(bucket, key, keptHeaders(request));
    return xml(
      reply,
      'InitiateMultipartUploadResult',
      `${tag('Bucket', bucket)}${tag('Key', key)}${tag('UploadId', upload)}`,
    );
  }
  if (request.method === 'PUT')
    return reply.header('etag', world.addPart(bucket, key, id, Number(query.get('partNumber')), bytes)).send();
  if (request.method === 'DELETE') {
    world.upload(bucket, key, id);
    world.bucket(bucket).uploads.delete(id);
    return reply.status(204).send();
  }
  if (request.method === 'GET') return listParts({ reply, world, bucket, key, query }, id);
  const chosen = [...bytes.toString().matchAll(/<Part>.*?<\/Part>/gs)].map(([part]) => ({
    number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
    etag: (/<ETag>(.*?)<\/ETag>/s.exec(part)?.[1] ?? '').replaceAll(/&quot;|&#34;/g, '"'),
  }));
  const { etag } = world.complete(bucket, key, id, chosen);
  return xml(reply, 'CompleteMultipartUploadResult', `${tag('Bucket', bucket)}${tag('Key', key)}${tag('ETag', etag)}`);
}

function listParts(
  { reply, world, bucket, key, query }: Pick<S3Call, 'reply' | 'world' | 'bucket' | 'key' | 'query'>,
  id: string,
): FastifyReply {
  const after = Number(query.get('part-number-marker') ?? 0);
  const parts = [...world.upload(bucket, key, id).parts].filter(([number]) => number > after).sort(([a], [b]) => a - b);
  const shown = parts.slice(0, Math.min(Number(query.get('max-parts') ?? PAGE), PAGE));
  const entries = shown.map(
    ([number, part]) =>
      `<Part>${tag('PartNumber', number)}${tag('ETag', part.etag)}${tag('Size', part.bytes.length)}</Part>`,
  );
  const marker = tag('NextPartNumberMarker', shown.at(-1)?.[0] ?? 0);
  return xml(
    reply,
    'ListPartsResult',
    `${tag('Bucket', bucket)}${tag('Key', key)}${tag('UploadId', id)}${tag('IsTruncated', shown.length < parts.length)}${marker}${entries.join('')}`,
  );
}

function keptHeaders({ headers }: FastifyRequest): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string] => KEPT_HEADERS.test(entry[0]) && typeof entry[1] === 'string',
    ),
  );
}
