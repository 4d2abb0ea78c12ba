import { sendBytes } from '../object-store/send-bytes';
import type { GcsCall } from './gcs-call';
import { GcsFailure, notFound } from './gcs-failure';

/** The JSON API without uploads. */
export function answerObjects({ request, reply, world, name, query, bytes }: GcsCall): unknown {
  const [, bucket = '', rest = ''] = /\/storage\/v1\/b\/([^/?]+)(\/[^?]*)?/.exec(request.raw.url ?? '') ?? [];
  if (bucket !== world.bucket) throw notFound('bucket');
  if (rest === '')
    return {
      kind: 'storage#bucket',
      name: bucket,
      iamConfiguration: { uniformBucketLevelAccess: { enabled: world.uniform } },
    };
  if (rest === '/iam/testPermissions')
    return { kind: 'storage#testIamPermissionsResponse', permissions: query.getAll('permissions') };
  if (rest === '/o')
    return { kind: 'storage#objects', items: [...world.objects.values()].map((object) => world.show(object)) };
  const object = world.get(name, query.get('generation') ?? undefined);
  if (rest.endsWith('/acl')) {
    world.assertAcl();
    object.isPublic = (JSON.parse(bytes.toString()) as { entity?: string }).entity === 'allUsers';
    return { kind: 'storage#objectAccessControl', entity: 'allUsers', role: 'READER' };
  }
  if (request.method === 'DELETE') {
    world.objects.delete(name);
    return reply.status(204);
  }
  if (request.method === 'PATCH')
    return world.show(
      Object.assign(object, { about: { ...object.about, ...(JSON.parse(bytes.toString()) as object) } }),
    );
  if (query.get('alt') !== 'media') return world.show(object);
  reply.headers({
    'content-type': object.about.contentType ?? 'application/octet-stream',
    'x-goog-generation': String(object.generation),
  });
  reply.header('x-goog-hash', `crc32c=${object.about.crc32c},md5=${object.about.md5Hash}`);
  if (!sendBytes(request, reply, object.bytes))
    throw new GcsFailure(416, 'requestedRangeNotSatisfiable', 'Request range not satisfiable');
  return reply;
}
