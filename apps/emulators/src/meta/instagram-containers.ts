import type { Call } from '../platform/call';
import { fetchPicture, fetchVideo } from '../platform/fetch-video';
import { isOutside } from '../platform/media-profile';
import { UploadedBytes } from '../platform/uploaded-bytes';
import { access, requireScopes } from './access';
import { profileOf } from './facebook-videos';
import { graphFailure } from './graph-failure';
import type { Container, FacebookPage, InstagramAccount, MetaUpload } from './meta-objects';
import type { MetaWorld } from './meta-world';

export const DAY_MS = 86_400_000;
const LARGEST_REEL = 300_000_000;
const CODECS: ReadonlySet<string> = new Set(['avc1', 'hvc1', 'hev1', 'mp4a']);

/** The Instagram account of the path, for a token of its Page or of a user who manages it. @throws Refusal */
export function instagramOf(
  world: MetaWorld,
  call: Call,
  scopes: readonly string[],
): { page: FacebookPage; account: InstagramAccount } {
  const token = access(world, call);
  const page = world.pageBy(call.param('ig'));
  const isOwn = page && (token.page ? token.page === page : token.grant.pages.includes(page.id));
  if (!isOwn || page.ig?.id !== call.param('ig'))
    throw graphFailure(100, 'Unsupported request. The object does not exist.', { subcode: 33 });
  requireScopes(world, token, ['instagram_basic', ...scopes]);
  return { page, account: page.ig };
}

export interface ContainerOrder {
  page: FacebookPage;
  account: InstagramAccount;
  mediaType: Container['mediaType'];
  caption: string;
  options: Record<string, unknown>;
  videoUrl: string | undefined;
}

export function openContainer(world: MetaWorld, call: Call, order: ContainerOrder): Container {
  const { videoUrl, ...facts } = order;
  const id = `178${world.ids.digits(14)}`;
  const upload: MetaUpload = {
    id,
    page: order.page,
    size: null,
    bytes: new UploadedBytes(),
    isPulled: videoUrl !== undefined,
    createdAt: world.now(),
    createdSequence: call.sequence,
    onComplete: () => process(world, container),
  };
  const container: Container = {
    ...facts,
    id,
    upload,
    status: 'IN_PROGRESS',
    error: null,
    createdAt: world.now(),
    polledAt: null,
    mediaId: null,
  };
  world.uploads.set(id, upload);
  world.containers.set(id, container);
  call.effect(id);
  if (videoUrl !== undefined) void pull(world, container, videoUrl);
  return container;
}

async function pull(world: MetaWorld, container: Container, address: string): Promise<void> {
  if (await fetchVideo(address, container.upload.bytes)) process(world, container);
  else fail(container, '2207003');
}

function fail(container: Container, subcode: string): void {
  container.status = 'ERROR';
  container.error = subcode;
}

function process(world: MetaWorld, container: Container): void {
  const { process_ms: processMs, outcome, is_stuck: isStuck } = world.behaviour(container.account.id);
  if (isStuck) return;
  world.clock.in(processMs / 1_000, () => {
    const subcode = mediaFault(world, container) ?? (outcome === 'ok' ? null : outcome);
    if (subcode === null) container.status = 'FINISHED';
    else fail(container, subcode);
  });
}

function mediaFault(world: MetaWorld, { mediaType, upload, options }: Container): string | null {
  const { size } = upload.bytes;
  const profile = profileOf(world, upload);
  const { duration_ms: duration, fps, width, has_edit_list: hasEditList, container = 'mp4' } = profile;
  const { is_index_first: isIndexFirst = true, video_codec: picture = 'avc1', audio_codec: sound = 'mp4a' } = profile;
  const longest = mediaType === 'STORIES' ? 60_000 : 900_000;
  const isFitting =
    size <= LARGEST_REEL &&
    ['mp4', 'mov'].includes(container) &&
    !hasEditList &&
    isIndexFirst &&
    CODECS.has(picture) &&
    CODECS.has(sound) &&
    !isOutside(duration, 3_000, longest) &&
    !isOutside(fps, 23, 60) &&
    !isOutside(width, 1, 1_920);
  if (!isFitting) return '2207026';
  return isOutside(Number(options.thumb_offset ?? 0), 0, duration ?? Number.POSITIVE_INFINITY) ? '2207057' : null;
}

export const isExpired = (world: MetaWorld, { status, createdAt }: Container): boolean =>
  status !== 'PUBLISHED' && createdAt + DAY_MS <= world.now();

/** Posts of the account in the last 24 hours, with those of other apps. */
export const postsToday = (world: MetaWorld, account: InstagramAccount): number =>
  account.other_posts +
  world.ledger.posts.filter(
    ({ account: owner, options }) => owner === account.id && Number(options.published_at) > world.now() - DAY_MS,
  ).length;

/** The irreversible step. */
export async function publishContainer(world: MetaWorld, call: Call, container: Container): Promise<string> {
  const { account, upload, mediaType, caption, options } = container;
  const mediaId = `180${world.ids.digits(14)}`;
  container.status = 'PUBLISHED';
  container.mediaId = mediaId;
  call.effect(mediaId);
  const post = world.ledger.add({
    account: account.id,
    postId: mediaId,
    sessionId: container.id,
    state: 'live',
    sha256: upload.bytes.sha256(),
    bytes: upload.bytes.size,
    title: null,
    caption,
    privacy: 'public',
    surface: mediaType === 'STORIES' ? 'story' : 'reel',
    publishAt: null,
    permalink: `https://www.instagram.com/${mediaType === 'STORIES' ? 'stories' : 'reel'}/${world.ids.text(11)}/`,
    createdSequence: upload.createdSequence,
    committedSequence: call.sequence,
    options: { ...options, published_at: world.now() },
    video: upload.bytes.video(),
  });
  if (typeof options.cover_url === 'string') post.thumbnail = await fetchPicture(options.cover_url);
  return mediaId;
}
