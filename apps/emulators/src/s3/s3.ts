import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Emulator } from '../emulator';
import { addControls } from '../object-store/control-routes';
import { noFaults, type StorageFaults, strikes } from '../object-store/faults';
import { BrokenUpload, receive } from '../object-store/receive';
import { S3Failure } from './s3-failure';
import { answerBucket, answerObject, type S3Call } from './s3-routes';
import { S3World } from './s3-world';
import { type S3Credentials, verifySignature } from './signature';

export const S3_CREDENTIALS: S3Credentials = {
  accessKeyId: 'emulator',
  secretAccessKey: 'the-secret-of-the-s3-emulator',
};
export const S3_BUCKET = 'reelway';

/** An S3-compatible store that keeps objects in memory and checks every signature. */
export function s3(): Emulator {
  return {
    name: 's3',
    help: [
      `R2_ENDPOINT_URL=<this address>, R2_ACCESS_KEY_ID=${S3_CREDENTIALS.accessKeyId}, R2_SECRET_ACCESS_KEY=${S3_CREDENTIALS.secretAccessKey}, R2_BUCKET_NAME=${S3_BUCKET}.`,
      'Objects with ranges, uploads in parts, lists, buckets; signatures in the header and presigned, with expiry, are checked.',
      'PUT /s3/_test/faults?drop_uploads=1&corrupt_uploads=1&unavailable=2&delay_ms=100 plans faults; GET /s3/_test/requests lists all requests.',
    ],
    register(scope: FastifyInstance) {
      const world = new S3World();
      world.create(S3_BUCKET);
      const faults = noFaults();
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      addControls(scope, faults, () => world.unfinished());
      scope.setErrorHandler((error, request, reply) => {
        // Read the input that is still arriving; otherwise the client cannot read the answer.
        request.raw.resume();
        const failure =
          error instanceof S3Failure ? error : new S3Failure(500, 'InternalError', (error as Error).message);
        return reply
          .status(failure.status)
          .type('application/xml')
          .send(request.method === 'HEAD' ? undefined : failure.xml);
      });
      const handler = (request: FastifyRequest, reply: FastifyReply) =>
        answer(request, reply, world, faults, scope.prefix);
      for (const url of ['/:bucket', '/:bucket/*'])
        scope.route({ method: ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'], url, handler });
    },
  };
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  world: S3World,
  faults: StorageFaults,
  prefix: string,
): Promise<void> {
  const signedDigest = verifySignature(request, S3_CREDENTIALS);
  if (strikes(faults, 'unavailable')) throw new S3Failure(503, 'SlowDown', 'Please reduce your request rate.');
  try {
    const bytes = await receive(request, reply, faults);
    assertDigests(request, bytes, signedDigest);
    const [path = '', search = ''] = (request.raw.url ?? '').slice(prefix.length + 1).split('?');
    const [bucket = '', ...segments] = path.split('/').map(decodeURIComponent);
    const call: S3Call = {
      request,
      reply,
      world,
      bucket,
      key: segments.join('/'),
      query: new URLSearchParams(search),
      bytes,
    };
    await (call.key === '' ? answerBucket(call) : answerObject(call));
  } catch (error) {
    if (!(error instanceof BrokenUpload)) throw error;
    reply.hijack();
  }
}

function assertDigests({ headers }: FastifyRequest, bytes: Buffer, signed: string | undefined): void {
  const md5 = headers['content-md5'];
  if (md5 !== undefined && md5 !== createHash('md5').update(bytes).digest('base64'))
    throw new S3Failure(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
  if (signed !== undefined && signed !== createHash('sha256').update(bytes).digest('hex'))
    throw new S3Failure(
      400,
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
}
