import { type Answer, type Call, Refusal } from '../platform/call';
import type { Operation } from '../platform/operations';
import { plannedLength } from './chunk-plan';
import { publish } from './processing';
import { type Publication, UPLOAD_MS } from './tiktok-objects';
import type { TikTokWorld } from './tiktok-world';

const TYPES = ['video/mp4', 'video/quicktime', 'video/webm'];

interface Range {
  first: number;
  last: number;
  total: number;
}

/** Chunks of a file, at the address that `init` gave. The last one publishes the post. */
export function uploadOperations(world: TikTokWorld): Operation[] {
  const publicationOf = (call: Call) => world.publications.get(call.query.get('upload_id') ?? '');
  const isFinal = (call: Call) => {
    const range = rangeOf(call);
    return range !== undefined && range.last + 1 === range.total;
  };
  return [
    {
      op: 'tt.put',
      host: 'upload',
      method: 'PUT',
      path: '/video/',
      isStream: true,
      account: (call) => publicationOf(call)?.user.open_id,
      facts: (call) => ({ isFinal: isFinal(call), offset: rangeOf(call)?.first }),
      publishes: (call) => (isFinal(call) ? publicationOf(call)?.id : undefined),
      answer: (call) => put(world, call, publicationOf(call)),
    },
  ];
}

function rangeOf(call: Call): Range | undefined {
  const [, first, last, total] =
    /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(call.header('content-range') ?? '') ?? [];
  return total === undefined ? undefined : { first: Number(first), last: Number(last), total: Number(total) };
}

const plain = (status: number, headers?: Record<string, string>) => new Refusal({ status, headers });

function progress(world: TikTokWorld, { bytes, size }: Publication): Record<string, string> {
  const end = world.knobs.range_header === 'count' ? bytes.size : Math.max(0, bytes.size - 1);
  return { 'content-range': `bytes 0-${end}/${size}` };
}

async function put(world: TikTokWorld, call: Call, publication: Publication | undefined): Promise<Answer | undefined> {
  if (!publication || publication.uploadToken !== call.query.get('upload_token')) throw plain(404);
  if (publication.createdAt + UPLOAD_MS <= world.now()) throw plain(403);
  const range = checkHeaders(call, publication);
  checkPosition(world, call, publication, range);
  if (publication.isReceiving) {
    call.violate('parallel_session_put', publication.id);
    throw plain(400);
  }
  publication.isReceiving = true;
  const before = publication.bytes.copy();
  try {
    const isWhole = await call.body.readInto((chunk) => publication.bytes.append(chunk));
    // Nothing is stored of a chunk that broke off.
    if (!isWhole) {
      publication.bytes = before;
      return undefined;
    }
  } finally {
    publication.isReceiving = false;
  }
  if (publication.bytes.size - before.size !== range.last - range.first + 1) {
    publication.bytes = before;
    return { status: 500 };
  }
  call.effect(publication.id);
  if (publication.bytes.size < publication.size) return { status: 206, headers: progress(world, publication) };
  publication.committedSequence = call.sequence;
  publish(world, publication);
  return { status: 201, headers: progress(world, publication) };
}

function checkHeaders(call: Call, publication: Publication): Range {
  const range = rangeOf(call);
  const length = call.header('content-length');
  if (call.header('transfer-encoding')) call.violate('chunked_encoding');
  else if (length === undefined) call.violate('no_content_length');
  else if (range && range.last - range.first + 1 !== Number(length)) call.violate('length_mismatch');
  else if (range?.total !== publication.size) call.violate('length_mismatch', 'the total of Content-Range');
  else if (TYPES.includes(call.header('content-type') ?? '')) return range;
  throw plain(400);
}

function checkPosition(world: TikTokWorld, call: Call, publication: Publication, range: Range): void {
  const stored = publication.bytes.size;
  if (range.first !== stored) {
    const isRepeated = range.last < stored;
    if (isRepeated && world.knobs.re_put === 206) throw plain(206, progress(world, publication));
    if (!isRepeated) call.violate('non_sequential', `${range.first} after ${stored} bytes`);
    throw plain(416, progress(world, publication));
  }
  if (range.last - range.first + 1 !== plannedLength(publication, range.first)) {
    call.violate('chunk_rule', `bytes ${range.first}-${range.last}`);
    throw plain(400);
  }
}
