import type { Call } from '../platform/call';
import { isOutside, type MediaProfile } from '../platform/media-profile';
import { UploadedBytes } from '../platform/uploaded-bytes';
import { access, requireScopes } from './access';
import { graphFailure } from './graph-failure';
import type { FacebookPage, FacebookVideo, MetaUpload } from './meta-objects';
import type { MetaWorld } from './meta-world';

const DAY_MS = 86_400_000;
const REELS_PER_DAY = 30;

/** The Page of the path, for a token that may publish on it. @throws Refusal */
export function publishingPage(world: MetaWorld, call: Call): FacebookPage {
  const token = access(world, call, 'page');
  const { page } = token;
  if (page?.id !== call.param('page')) throw graphFailure(100, 'Unsupported post request.', { subcode: 33 });
  requireScopes(world, token, ['pages_manage_posts', 'pages_read_engagement']);
  if (!page.tasks.includes('CREATE_CONTENT'))
    throw graphFailure(200, '(#200) The user has no permission to publish on the Page.', { status: 403 });
  return page;
}

/** Opens the upload of a reel or a video: nothing is visible yet. */
export function openVideo(
  world: MetaWorld,
  call: Call,
  { page, surface, size }: { page: FacebookPage; surface: FacebookVideo['surface']; size: number | null },
): FacebookVideo {
  const id = world.ids.digits(15);
  const upload: MetaUpload = {
    id,
    page,
    size,
    bytes: new UploadedBytes(),
    isPulled: false,
    createdAt: world.now(),
    createdSequence: call.sequence,
    onComplete: () => process(world, video),
  };
  const video: FacebookVideo = {
    id,
    sessionId: world.ids.digits(16),
    surface,
    page,
    upload,
    status: 'uploading',
    error: null,
    publishStatus: null,
    publishTime: null,
    title: null,
    description: '',
    committedSequence: 0,
    finishedAt: null,
    post: null,
  };
  world.uploads.set(id, upload);
  world.videos.set(id, video);
  call.effect(id);
  return video;
}

function process(world: MetaWorld, video: FacebookVideo): void {
  const { process_ms: processMs, outcome, is_stuck: isStuck } = world.behaviour(video.page.id);
  video.status = outcome === 'upload_failed' || outcome === 'expired' ? outcome : 'processing';
  if (video.status !== 'processing' || isStuck) return;
  world.clock.in(processMs / 1_000, () => {
    video.error = mediaFault(world, video) ?? (outcome === 'ok' ? null : outcome);
    video.status = video.error === null ? 'ready' : 'error';
    goLive(world, video);
  });
}

export const profileOf = (world: MetaWorld, { bytes }: MetaUpload): MediaProfile =>
  world.profileOf(bytes.sha256(), bytes.video());

/** Facebook's code for a file that is no reel. */
function mediaFault(world: MetaWorld, { surface, upload }: FacebookVideo): string | null {
  const { width, height, duration_ms: duration, fps } = profileOf(world, upload);
  if (surface !== 'reel') return null;
  const ratio = width !== undefined && height !== undefined ? width / height : undefined;
  if (isOutside(ratio, 0.55, 0.575)) return '1363040';
  if (isOutside(width, 540, 4_096)) return '1363127';
  if (isOutside(duration, 3_000, 90_000)) return '1363128';
  return isOutside(fps, 24, 60) ? '1363129' : null;
}

const reelsToday = (world: MetaWorld, page: FacebookPage): number =>
  [...world.videos.values()].filter(
    (video) => video.page === page && video.surface === 'reel' && (video.finishedAt ?? 0) > world.now() - DAY_MS,
  ).length;

export const isReelCapReached = (world: MetaWorld, page: FacebookPage): boolean =>
  reelsToday(world, page) >= REELS_PER_DAY;

export interface Finish {
  publishStatus: NonNullable<FacebookVideo['publishStatus']>;
  /** Milliseconds of the emulator's time. */
  publishTime: number | null;
  title: string | null;
  description: string;
}

/** The irreversible step. */
export function finishVideo(world: MetaWorld, call: Call, video: FacebookVideo, finish: Finish): void {
  if (video.publishStatus !== null) {
    call.violate('second_commit', video.id);
    return;
  }
  Object.assign(video, finish, { finishedAt: world.now(), committedSequence: call.sequence });
  call.effect(video.id);
  goLive(world, video);
}

/** A vertical video on `/videos` becomes a draft, although every call for it succeeds. */
function isTrapped(world: MetaWorld, { surface, upload, page }: FacebookVideo): boolean {
  const { width = 1, height = 0 } = profileOf(world, upload);
  return surface === 'video' && height > width && world.behaviour(page.id).draft_trap;
}

/** Publishes what is both processed and finished. */
function goLive(world: MetaWorld, video: FacebookVideo): void {
  if (video.status !== 'ready' || video.publishStatus === null || video.post) return;
  if (isTrapped(world, video)) video.publishStatus = 'draft';
  const { publishStatus, publishTime, page, upload } = video;
  const state = publishStatus === 'published' ? 'live' : publishStatus;
  video.post = world.ledger.add({
    account: page.id,
    postId: video.id,
    sessionId: video.sessionId,
    state,
    sha256: upload.bytes.sha256(),
    bytes: upload.bytes.size,
    title: video.title,
    caption: video.description,
    privacy: 'public',
    surface: video.surface,
    publishAt: publishTime === null ? null : new Date(publishTime).toISOString(),
    permalink: permalinkOf(video),
    createdSequence: upload.createdSequence,
    committedSequence: video.committedSequence,
    options: {},
    video: upload.bytes.video(),
  });
  if (publishStatus === 'scheduled' && publishTime !== null)
    world.clock.in(Math.max(0, publishTime - world.now()) / 1_000, () => {
      if (video.post?.state !== 'scheduled') return;
      video.publishStatus = 'published';
      video.post.state = 'live';
    });
}

export const permalinkOf = ({ surface, id, page }: FacebookVideo): string =>
  surface === 'reel' ? `https://www.facebook.com/reel/${id}/` : `https://www.facebook.com/${page.id}/videos/${id}/`;
