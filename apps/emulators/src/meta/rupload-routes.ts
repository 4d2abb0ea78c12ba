import { type Answer, type Call, Refusal } from '../platform/call';
import { fetchVideo } from '../platform/fetch-video';
import type { Operation } from '../platform/operations';
import { presentedToken } from './access';
import type { MetaUpload } from './meta-objects';
import type { MetaWorld } from './meta-world';

/** Bytes of reels and of Instagram's containers: one request carries everything from its offset on. */
export function ruploadOperations(world: MetaWorld): Operation[] {
  return [
    { op: 'fb.reel.upload', path: '/video-upload/:version/:id', success: { success: true } },
    {
      op: 'ig.rupload',
      path: '/ig-api-upload/:version/:id',
      success: { success: true, message: 'Upload successful.' },
    },
  ].map(({ op, path, success }) => ({
    op,
    host: 'rupload',
    method: 'POST',
    path,
    isStream: true,
    account: (call) => world.uploads.get(call.param('id'))?.page.id,
    facts: (call) => ({ offset: Number(call.header('offset') ?? 0) }),
    answer: (call) => receive(world, call, success),
  }));
}

const failure = (type: string, message: string, status = 400, retriable = true): Refusal =>
  new Refusal({ status, body: { debug_info: { retriable, type, message } } });

async function receive(world: MetaWorld, call: Call, success: object): Promise<Answer | undefined> {
  const upload = uploadFor(world, call);
  const pulled = call.header('file_url');
  if (pulled !== undefined) return pull(world, upload, pulled, success);
  const [offset, size] = [Number(call.header('offset') ?? Number.NaN), Number(call.header('file_size') ?? 0)];
  if (call.header('content-length') === undefined)
    call.violate(call.header('transfer-encoding') ? 'chunked_encoding' : 'no_content_length');
  if (offset !== upload.bytes.size) {
    if (offset > upload.bytes.size) call.violate('offset_gap', `${offset} after ${upload.bytes.size} bytes`);
    throw failure('OffsetInvalidError', 'Request starting offset is invalid', world.knobs.offset_status);
  }
  if (size <= 0 || (upload.size !== null && upload.size !== size))
    throw failure('PartialRequestError', 'The size of the file changed.');
  upload.size = size;
  // Bytes beyond the announced size are ignored; those before a broken connection are kept.
  const isWhole = await call.body.readInto((chunk) => {
    const room = size - upload.bytes.size;
    if (room > 0) upload.bytes.append(chunk.subarray(0, room));
  });
  if (upload.bytes.size < size)
    return isWhole
      ? failure('PartialRequestError', 'Partial request (did not match length of file)').answer
      : undefined;
  upload.onComplete();
  call.effect(upload.id);
  return { status: 200, body: success };
}

function uploadFor(world: MetaWorld, call: Call): MetaUpload {
  const upload = world.uploads.get(call.param('id'));
  if (!upload) throw failure('ProcessingFailedError', 'The upload does not exist.', 404, false);
  if (call.authorization('OAuth') === undefined) {
    call.violate('wrong_host', 'rupload wants the scheme OAuth');
    throw failure('ProcessingFailedError', 'Missing OAuth token.', 401, false);
  }
  const token = world.tokens.get(presentedToken(call) ?? '');
  const isOver = token?.expiresAt !== null && (token?.expiresAt ?? 0) <= world.now();
  const isForeign = token?.page ? token.page !== upload.page : !token?.grant.user.pages.includes(upload.page);
  if (!token || isOver || isForeign || token.grant.endedBy !== null)
    throw failure(
      'ProcessingFailedError',
      '{"success":false,"error":{"message":"unauthorized user request"}}',
      400,
      false,
    );
  return upload;
}

async function pull(world: MetaWorld, upload: MetaUpload, address: string, success: object): Promise<Answer> {
  const isOut = world.behaviour(upload.page.id).fetch_outage;
  if (isOut || !(await fetchVideo(address, upload.bytes)))
    throw failure('ProcessingFailedError', 'The file could not be fetched.', 400, false);
  upload.size = upload.bytes.size;
  upload.onComplete();
  return { status: 200, body: success };
}
