import { randomUUID } from 'node:crypto';
import type { GcsCall } from './gcs-call';
import { GcsFailure } from './gcs-failure';
import type { GcsHashes, GcsMetadata, GcsSession } from './gcs-world';

/** An interrupted piece is kept up to a multiple of this. */
const UNIT_BYTES = 256 * 1024;

/** `uploadType=multipart`: an object in one request; `resumable`: the address of a session. */
export function answerUploads({ request, reply, world, query, bytes, url }: GcsCall): unknown {
  if (query.get('uploadType') === 'multipart') {
    const { about, content } = readRelated(String(request.headers['content-type']), bytes);
    return world.show(world.put(query.get('name') ?? '', content, about, query));
  }
  if (query.get('uploadType') !== 'resumable')
    throw new GcsFailure(400, 'invalid', 'This emulator knows uploadType multipart and resumable.');
  const sent = (bytes.length > 0 ? JSON.parse(bytes.toString()) : {}) as GcsMetadata & { name?: string };
  const name = query.get('name') ?? sent.name ?? '';
  world.assertMayPut(name, query);
  const type = request.headers['x-upload-content-type'];
  const about = { ...sent, contentType: typeof type === 'string' ? type : sent.contentType };
  const id = randomUUID();
  world.sessions.set(id, {
    name,
    received: [],
    size: 0,
    store: (content, hashes) => world.put(name, content, { ...about, ...hashes }, query),
  });
  return reply.header('location', `${url}/upload/storage/v1/b/${world.bucket}/o?uploadType=resumable&upload_id=${id}`);
}

/**
 * A piece of a session, a query of what has arrived, or the end of the session; also called with the bytes received
 * before a connection broke. The request that completes the object may carry its hashes. A session that is complete
 * gives its object to every further request.
 */
export function continueSession({ request, reply, world, query, bytes }: GcsCall): unknown {
  const id = query.get('upload_id') ?? '';
  const session = world.sessions.get(id);
  if (!session) throw new GcsFailure(404, 'notFound', 'There is no such session.');
  if (request.method === 'DELETE') {
    world.sessions.delete(id);
    return reply.status(499);
  }
  if (session.result) return world.show(session.result);
  const range = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(String(request.headers['content-range']));
  if (!range)
    throw new GcsFailure(
      400,
      'invalid',
      `Failed to parse Content-Range header: ${String(request.headers['content-range'])}`,
    );
  const [, first, last, total = '*'] = range;
  if (first !== undefined) append(session, Number(first), bytes, Number(last) + 1 - Number(first));
  if (total === '*' || session.size < Number(total)) {
    reply.status(308);
    return session.size > 0 ? reply.header('range', `bytes=0-${session.size - 1}`) : reply;
  }
  const content = Buffer.concat(session.received.splice(0));
  try {
    session.result = session.store(content, hashesOf(request.headers['x-goog-hash']));
  } catch (error) {
    world.sessions.delete(id);
    throw error;
  }
  return world.show(session.result);
}

/** `crc32c=AAAAAA==,md5=…` */
function hashesOf(header: string | string[] | undefined): GcsHashes {
  const hash = (kind: string) => new RegExp(`(?:^|,) *${kind}=([^,]+)`).exec(String(header ?? ''))?.[1];
  const [md5Hash, crc32c] = [hash('md5'), hash('crc32c')];
  return { ...(md5Hash && { md5Hash }), ...(crc32c && { crc32c }) };
}

function append(session: GcsSession, first: number, bytes: Buffer, announced: number): void {
  if (first > session.size)
    throw new GcsFailure(400, 'invalid', 'There is a gap between this piece and what has arrived.');
  const whole = bytes.length === announced;
  const kept = bytes.subarray(
    session.size - first,
    whole ? bytes.length : bytes.length - ((first + bytes.length) % UNIT_BYTES),
  );
  session.received.push(kept);
  session.size += kept.length;
}

/** `multipart/related`: JSON about the object, then its content. */
function readRelated(type: string, bytes: Buffer): { about: GcsMetadata; content: Buffer } {
  const boundary = `--${/boundary="?([^";]+)/.exec(type)?.[1] ?? ''}`;
  const between = Buffer.from('\r\n\r\n');
  const second = bytes.indexOf(boundary, bytes.indexOf(boundary) + 1);
  const end = bytes.lastIndexOf(boundary);
  const json = bytes.subarray(bytes.indexOf(between) + between.length, second).toString();
  const head = bytes.subarray(second, bytes.indexOf(between, second)).toString();
  const about = JSON.parse(json) as GcsMetadata;
  about.contentType ??= /content-type: *([^\r\n]+)/i.exec(head)?.[1];
  return {
    about,
    content: Buffer.from(bytes.subarray(bytes.indexOf(between, second) + between.length, end - '\r\n'.length)),
  };
}
