import type { Answer, Call } from '../platform/call';
import { fetchVideo } from '../platform/fetch-video';
import type { Operation } from '../platform/operations';
import { UploadedBytes } from '../platform/uploaded-bytes';
import { access, callerOf } from './access';
import { type ChunkPlan, planFault } from './chunk-plan';
import { fail, publish } from './processing';
import { pendingShares, postingRefusal, privacyOptions } from './publication';
import { envelope, tiktokFailure } from './tiktok-failure';
import { type PostInfo, type Publication, type TikTokUser, UPLOAD_MS } from './tiktok-objects';
import type { TikTokWorld } from './tiktok-world';

const [LONGEST_TITLE, MOST_PENDING, DAY_MS] = [2_200, 5, 86_400_000];
const PATH = '/v2/post/publish';

interface Source extends ChunkPlan {
  source?: string;
  video_url?: string;
}

/** The Content Posting API: opening an upload, and querying its status. */
export function publishOperations(world: TikTokWorld): Operation[] {
  const account = (call: Call) => callerOf(world, call);
  const base = { host: 'open', method: 'POST', account } as const;
  const asked = (call: Call) => call.field('publish_id');
  return [
    { ...base, op: 'tt.init', path: `${PATH}/video/init/`, answer: (call) => init(world, call, false) },
    { ...base, op: 'tt.inbox', path: `${PATH}/inbox/video/init/`, answer: (call) => init(world, call, true) },
    { ...base, op: 'tt.status', path: `${PATH}/status/fetch/`, probes: asked, answer: (call) => status(world, call) },
    { ...base, op: 'tt.cancel', path: `${PATH}/cancel/`, answer: (call) => cancel(world, call) },
  ];
}

function init(world: TikTokWorld, call: Call, isInbox: boolean): Answer {
  const { user } = access(world, call, isInbox ? 'video.upload' : 'video.publish', 6);
  if (!call.fields) throw tiktokFailure(world, 400, 'invalid_param', 'The request body is no valid JSON.');
  const { post_info: info, source_info: source } = call.fields as { post_info?: PostInfo; source_info?: Source };
  const postInfo = isInbox ? {} : (info ?? {});
  if (!isInbox) checkPost(world, call, user, postInfo);
  const isPull = source?.source === 'PULL_FROM_URL';
  const fault = isPull ? undefined : planFault(source ?? {});
  if (fault) {
    call.violate('chunk_rule', fault);
    throw tiktokFailure(world, 400, 'invalid_param', fault);
  }
  if (isPull) checkAddress(world, source.video_url ?? '');
  if (isInbox) checkInbox(world, user);
  else checkAccount(world, user, postInfo);
  const publication = open(world, call, { user, isInbox, postInfo, isPull, source: source ?? {} });
  if (isPull) {
    publication.committedAt = world.now();
    if (!isInbox) call.violate('one_shot_publish', publication.id);
    void pull(world, publication, source.video_url ?? '');
    return { status: 200, body: envelope(world, { publish_id: publication.id }) };
  }
  const address = `${world.hosts.upload}/video/?upload_id=${publication.id}&upload_token=${publication.uploadToken}`;
  return { status: 200, body: envelope(world, { publish_id: publication.id, upload_url: address }) };
}

function checkPost(world: TikTokWorld, call: Call, user: TikTokUser, info: PostInfo): void {
  if (!world.informed.has(user.open_id)) call.violate('privacy_not_from_creator_info', user.open_id);
  if (info.brand_content_toggle === undefined || info.brand_organic_toggle === undefined)
    call.violate('missing_consent_flags', 'brand_content_toggle and brand_organic_toggle');
  if (!privacyOptions(user).includes(info.privacy_level ?? '')) {
    call.violate('privacy_not_from_creator_info', info.privacy_level ?? 'none');
    throw tiktokFailure(world, 403, 'privacy_level_option_mismatch');
  }
  if ((info.title ?? '').length > LONGEST_TITLE)
    throw tiktokFailure(world, 400, 'invalid_param', 'The title exceeds the maximum length.');
  if (info.brand_content_toggle && info.privacy_level === 'SELF_ONLY')
    throw tiktokFailure(world, 400, 'invalid_param', 'Branded content cannot be private.');
}

function checkAccount(world: TikTokWorld, user: TikTokUser, info: PostInfo): void {
  if (!world.app.audited && (!user.is_private || info.privacy_level !== 'SELF_ONLY'))
    throw tiktokFailure(world, 403, 'unaudited_client_can_only_post_to_private_accounts');
  const refused = postingRefusal(world, user);
  if (refused) throw tiktokFailure(world, 403, refused);
}

function checkInbox(world: TikTokWorld, user: TikTokUser): void {
  if (pendingShares(world, user) >= MOST_PENDING) throw tiktokFailure(world, 403, 'spam_risk_too_many_pending_share');
}

function checkAddress(world: TikTokWorld, address: string): void {
  if (!world.app.verified_prefixes.some((prefix) => address.startsWith(prefix)))
    throw tiktokFailure(world, 403, 'url_ownership_unverified');
}

interface Opening {
  user: TikTokUser;
  isInbox: boolean;
  postInfo: PostInfo;
  isPull: boolean;
  source: Source;
}

function open(world: TikTokWorld, call: Call, { source, isPull, isInbox, ...opening }: Opening): Publication {
  const prefix = `v_${isInbox ? 'inbox' : 'pub'}_${isPull ? 'url~v2.' : 'file~v2-1.'}`;
  const publication: Publication = {
    ...opening,
    isInbox,
    isPull,
    id: prefix + world.ids.digits(19),
    createdAt: world.now(),
    createdSequence: call.sequence,
    committedAt: null,
    committedSequence: call.sequence,
    status: isPull ? 'PROCESSING_DOWNLOAD' : 'PROCESSING_UPLOAD',
    failReason: null,
    size: Number(source.video_size ?? 0),
    chunkSize: Number(source.chunk_size ?? 0),
    chunkCount: Number(source.total_chunk_count ?? 0),
    uploadToken: world.ids.hex(32),
    bytes: new UploadedBytes(),
    isReceiving: false,
    postId: null,
    isModerated: false,
  };
  world.publications.set(publication.id, publication);
  call.effect(publication.id);
  return publication;
}

/** TikTok follows no redirect. */
async function pull(world: TikTokWorld, publication: Publication, address: string): Promise<void> {
  const isFetched = await fetchVideo(address, publication.bytes);
  if (isFetched) publish(world, publication);
  else fail(publication, 'video_pull_failed');
}

function ownPublication(world: TikTokWorld, call: Call, user: TikTokUser): Publication {
  const publication = world.publications.get(call.field('publish_id') ?? '');
  const keptMs = world.knobs.retention_days * DAY_MS;
  if (!publication || publication.createdAt + keptMs <= world.now())
    throw tiktokFailure(world, 400, 'invalid_publish_id', 'The publish_id does not exist.');
  if (publication.user !== user) throw tiktokFailure(world, 400, 'token_not_authorized_for_specified_publish_id');
  return publication;
}

/** An upload that was not completed in time fails. */
function failExpired(world: TikTokWorld, publication: Publication): void {
  const { isPull, bytes, size, createdAt } = publication;
  const isOver = !isPull && bytes.size < size && createdAt + UPLOAD_MS <= world.now();
  if (isOver && world.knobs.expired_upload === 'fails') fail(publication, 'internal');
}

/** Ids of posts are bare integers that a plain JSON parser cannot hold. */
function status(world: TikTokWorld, call: Call): Answer {
  const { user, scopes } = access(world, call, undefined, 30);
  if (!scopes.some((scope) => scope === 'video.publish' || scope === 'video.upload'))
    throw tiktokFailure(world, 401, 'scope_not_authorized');
  failExpired(world, ownPublication(world, call, user));
  const { status: state, failReason, postId, isModerated, postInfo, bytes, isPull } = ownPublication(world, call, user);
  const isShown = postId !== null && isModerated && postInfo.privacy_level === 'PUBLIC_TO_EVERYONE';
  const data = {
    status: state,
    ...(failReason !== null && { fail_reason: failReason }),
    publicaly_available_post_id: isShown ? [`bare:${postId}`] : [],
    ...(isPull ? { downloaded_bytes: bytes.size } : { uploaded_bytes: bytes.size }),
  };
  const body = JSON.stringify(envelope(world, data)).replace(/"bare:(\d+)"/g, '$1');
  return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
}

function cancel(world: TikTokWorld, call: Call): Answer {
  const { user } = access(world, call, undefined, 30);
  const publication = ownPublication(world, call, user);
  if (publication.status !== 'PROCESSING_DOWNLOAD') throw tiktokFailure(world, 400, 'publish_not_cancellable');
  fail(publication, 'publish_cancelled');
  return { status: 200, body: envelope(world, {}) };
}
