import type { Call } from '../platform/call';
import type { UploadSession, Video } from './youtube-objects';
import type { YouTubeWorld } from './youtube-world';

const LONGEST_UNVERIFIED_MS = 900_000;

/** The video exists from here on. */
export function commitVideo(world: YouTubeWorld, call: Call, session: UploadSession): Video {
  const { channel, resource, bytes, fileName } = session;
  const { snippet = {}, status = {} } = resource;
  const isForced = world.behaviour(channel.id).force_private ?? !world.app.audited;
  const privacy = isForced ? 'private' : (status.privacyStatus ?? 'public');
  const id = world.ids.text(11);
  const post = world.ledger.add({
    account: channel.id,
    postId: id,
    sessionId: session.id,
    state: 'private',
    sha256: bytes.sha256(),
    bytes: bytes.size,
    title: snippet.title ?? null,
    caption: snippet.description ?? '',
    privacy,
    surface: 'video',
    publishAt: null,
    permalink: `https://www.youtube.com/watch?v=${id}`,
    createdSequence: session.createdSequence,
    committedSequence: call.sequence,
    options: {
      tags: snippet.tags ?? [],
      category: snippet.categoryId ?? '22',
      made_for_kids: status.selfDeclaredMadeForKids ?? null,
      file_name: fileName,
    },
    video: bytes.video(),
  });
  const video: Video = {
    id,
    channel,
    resource,
    fileName,
    publishedAt: world.now(),
    privacy,
    publishAt: null,
    uploadStatus: 'uploaded',
    processingStatus: 'processing',
    reason: null,
    post,
  };
  world.videos.set(id, video);
  call.effect(id);
  setPrivacy(world, video, privacy, isForced ? null : (status.publishAt ?? null));
  process(world, video);
  return video;
}

/** Changes who may see a video, now and at `publishAt`. */
export function setPrivacy(world: YouTubeWorld, video: Video, privacy: string, publishAt: string | null): void {
  video.privacy = privacy;
  video.publishAt = publishAt;
  if (publishAt !== null)
    world.clock.in(Math.max(0, (Date.parse(publishAt) - world.now()) / 1_000), () => {
      if (video.publishAt === publishAt && world.videos.has(video.id)) setPrivacy(world, video, 'public', null);
    });
  showInLedger(video);
}

function showInLedger({ post, privacy, publishAt, uploadStatus }: Video): void {
  post.privacy = privacy;
  post.publishAt = publishAt;
  if (uploadStatus === 'failed' || uploadStatus === 'rejected') post.state = 'removed';
  else post.state = publishAt !== null ? 'scheduled' : privacy === 'private' ? 'private' : 'live';
}

function process(world: YouTubeWorld, video: Video): void {
  const { process_ms: processMs, outcome, is_stuck: isStuck } = world.behaviour(video.channel.id);
  if (isStuck) return;
  world.clock.in(processMs / 1_000, () => {
    const [result = 'ok', reason = null] = (lengthFault(world, video) ?? outcome).split(':');
    video.reason = reason;
    if (result === 'terminated') video.processingStatus = 'terminated';
    else {
      video.uploadStatus = result === 'failed' || result === 'rejected' ? result : 'processed';
      video.processingStatus = result === 'failed' ? 'failed' : 'succeeded';
    }
    showInLedger(video);
  });
}

function lengthFault(world: YouTubeWorld, { post, channel }: Video): string | undefined {
  const { duration_ms: duration = 0 } = world.profileOf(post.sha256, post.video);
  return duration > LONGEST_UNVERIFIED_MS && channel.long_uploads !== 'allowed' ? 'rejected:length' : undefined;
}
