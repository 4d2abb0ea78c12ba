import { type Answer, type Call, Refusal } from '../platform/call';
import type { Operation } from '../platform/operations';
import { BlockWriter } from '../platform/uploaded-bytes';
import { commitVideo } from './processing';
import { shownVideo } from './video-routes';
import { youtubeFailure } from './youtube-failure';
import type { UploadSession } from './youtube-objects';
import type { YouTubeWorld } from './youtube-world';

const BLOCK = 262_144;
const HOUR_MS = 3_600_000;

interface Range {
  first: number;
  last: number;
  total: number;
}

/** The bytes of a video. The last one creates it. */
export function sessionOperations(world: YouTubeWorld): Operation[] {
  const sessionOf = (call: Call) => world.sessions.get(call.query.get('upload_id') ?? '');
  const isFinal = (call: Call) => {
    const range = rangeOf(call);
    return range !== undefined && range.last + 1 === range.total;
  };
  return [
    {
      op: 'yt.put',
      host: 'session',
      method: 'PUT',
      path: '/upload/youtube/v3/videos',
      isStream: true,
      account: (call) => sessionOf(call)?.channel.id,
      facts: (call) => ({
        isFinal: isFinal(call),
        offset: rangeOf(call)?.first,
        step: isQuestion(call) ? 'probe' : 'put',
      }),
      publishes: (call) => (isFinal(call) ? sessionOf(call)?.id : undefined),
      probes: (call) => (isQuestion(call) ? sessionOf(call)?.id : undefined),
      answer: (call) => put(world, call, sessionOf(call)),
    },
  ];
}

/** `bytes *` queries how much is stored. */
const isQuestion = (call: Call): boolean => (call.header('content-range') ?? '').startsWith('bytes */');

/** Without a `Content-Range` the body is the whole file. */
function rangeOf(call: Call): Range | undefined {
  const header = call.header('content-range');
  const length = Number(call.header('content-length') ?? 0);
  if (header === undefined) return { first: 0, last: length - 1, total: length };
  const [, first, last, total] = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(header) ?? [];
  return total === undefined ? undefined : { first: Number(first), last: Number(last), total: Number(total) };
}

async function put(world: YouTubeWorld, call: Call, session: UploadSession | undefined): Promise<Answer | undefined> {
  if (!session || session.createdAt + world.knobs.session_hours * HOUR_MS <= world.now())
    throw new Refusal({ status: world.knobs.gone_status, body: 'Not Found' });
  if (world.knobs.session_needs_auth) checkToken(world, call);
  if (session.video) {
    await call.body.drain();
    return created(world, session);
  }
  if (isQuestion(call)) return incomplete(world, session);
  const range = checkRange(world, call, session);
  session.total ??= range.total;
  if (session.current) {
    call.violate('parallel_session_put', session.id);
    session.current.abort();
  }
  session.current = call.body;
  const isWhole = await receive(call, session, range);
  if (session.current === call.body) session.current = null;
  if (!isWhole) return undefined;
  if (session.bytes.size < session.total) return incomplete(world, session);
  session.video = commitVideo(world, call, session);
  return created(world, session);
}

function checkToken(world: YouTubeWorld, call: Call): void {
  const token = world.accessTokens.get(call.authorization('Bearer') ?? '');
  if (!token?.grant.isAlive || token.expiresAt <= world.now()) throw youtubeFailure(401, 'authError');
}

function checkRange(world: YouTubeWorld, call: Call, session: UploadSession): Range {
  const range = rangeOf(call);
  const length = call.header('content-length');
  if (length === undefined) call.violate(call.header('transfer-encoding') ? 'chunked_encoding' : 'no_content_length');
  if (!range || length === undefined || (session.total !== null && range.total !== session.total))
    throw youtubeFailure(400, 'badRequest');
  const size = range.last - range.first + 1;
  if (size !== Number(length)) {
    call.violate('length_mismatch');
    throw youtubeFailure(400, 'badRequest');
  }
  if (range.first > session.bytes.size) {
    call.violate('offset_gap', `${range.first} after ${session.bytes.size} bytes`);
    throw world.knobs.gap_status === 308 ? new Refusal(incomplete(world, session)) : youtubeFailure(400, 'badRequest');
  }
  if (range.last + 1 < range.total && size % BLOCK !== 0) call.violate('chunk_rule', `${size} bytes`);
  return range;
}

/** Stores whole blocks, even if the connection breaks. */
async function receive(call: Call, session: UploadSession, range: Range): Promise<boolean> {
  const writer = new BlockWriter(session.bytes, BLOCK, range.total);
  let toSkip = session.bytes.size - range.first;
  return call.body.readInto((chunk) => {
    const fresh = chunk.subarray(Math.min(toSkip, chunk.length));
    toSkip -= chunk.length - fresh.length;
    if (session.current === call.body && fresh.length > 0) writer.write(fresh);
  });
}

const incomplete = (world: YouTubeWorld, { bytes, id }: UploadSession): Answer => ({
  status: 308,
  statusText: 'Resume Incomplete',
  headers: {
    ...(bytes.size > 0 && { range: `bytes=0-${bytes.size - 1}` }),
    'x-guploader-uploadid': id,
    ...(world.knobs.location_with_308 && { location: `${world.hosts.session}/elsewhere` }),
  },
});

function created(world: YouTubeWorld, { video, id }: UploadSession): Answer {
  const headers = { 'x-guploader-uploadid': id };
  const body = video ? shownVideo(world, video, ['snippet', 'status']) : {};
  return { status: world.knobs.created_status, headers, body };
}
