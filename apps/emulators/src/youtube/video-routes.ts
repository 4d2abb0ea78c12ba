import type { Answer, Call } from '../platform/call';
import type { Operation } from '../platform/operations';
import { access, callerOf } from './access';
import { setPrivacy } from './processing';
import { checkMetadata, checkStatus } from './video-metadata';
import { youtubeFailure } from './youtube-failure';
import type { Video, VideoResource } from './youtube-objects';
import type { YouTubeWorld } from './youtube-world';

const PATH = '/youtube/v3/videos';
const MOST_IDS = 50;
const READ = ['youtube', 'youtube.readonly', 'youtube.force-ssl'];
const MANAGE = ['youtube', 'youtube.force-ssl'];

/** Reading, changing and deleting videos. */
export function videoOperations(world: YouTubeWorld): Operation[] {
  const base = { host: 'api', path: PATH, account: (call: Call) => callerOf(world, call) } as const;
  return [
    { ...base, op: 'yt.videos', method: 'GET', answer: (call) => videos(world, call) },
    { ...base, op: 'yt.update', method: 'PUT', answer: (call) => update(world, call) },
    { ...base, op: 'yt.delete', method: 'DELETE', answer: (call) => remove(world, call) },
  ];
}

/** The list leaves out ids that do not exist or are private to others. */
function videos(world: YouTubeWorld, call: Call): Answer {
  const { channel } = access(world, call, READ);
  world.quotas.spendUnits(call, 1);
  const ids = (call.query.get('id') ?? '').split(',').slice(0, MOST_IDS);
  const parts = (call.query.get('part') ?? '').split(',');
  const items = ids.flatMap((id) => {
    const video = world.videos.get(id);
    const isOwn = video?.channel.id === channel?.id;
    if (!video || isTakenDown(video) || (!isOwn && video.privacy === 'private')) return [];
    if (isOwn) world.learnOutcome(video.post.sessionId);
    return [shownVideo(world, video, isOwn ? parts : parts.filter((part) => part !== 'fileDetails'))];
  });
  return {
    status: 200,
    body: {
      kind: 'youtube#videoListResponse',
      etag: world.ids.text(27),
      items,
      pageInfo: { totalResults: items.length, resultsPerPage: items.length },
    },
  };
}

export function ownVideo(world: YouTubeWorld, call: Call, id: string | null | undefined): Video {
  const { channel } = access(world, call, MANAGE);
  const video = world.videos.get(id ?? '');
  if (!video || video.channel.id !== channel?.id) throw youtubeFailure(404, 'videoNotFound');
  return video;
}

/** Deleted at YouTube itself; videos that failed stay visible to their owner. */
const isTakenDown = ({ post, uploadStatus }: Video): boolean =>
  post.state === 'removed' && uploadStatus !== 'failed' && uploadStatus !== 'rejected';

/** Replaces the named parts as a whole, as the real API does. */
function update(world: YouTubeWorld, call: Call): Answer {
  const video = ownVideo(world, call, call.field('id'));
  world.quotas.spendUnits(call, 50);
  const parts = (call.query.get('part') ?? '').split(',');
  const { snippet, status = {} } = (call.fields ?? {}) as VideoResource;
  if (parts.includes('snippet')) {
    checkMetadata({ snippet });
    video.resource = { ...video.resource, snippet };
    video.post.title = snippet?.title ?? null;
    video.post.caption = snippet?.description ?? '';
  }
  if (parts.includes('status')) {
    checkStatus(status);
    video.resource = { ...video.resource, status };
    setPrivacy(world, video, status.privacyStatus ?? video.privacy, status.publishAt ?? null);
  }
  call.effect(video.id);
  return { status: 200, body: shownVideo(world, video, parts) };
}

function remove(world: YouTubeWorld, call: Call): Answer {
  const video = ownVideo(world, call, call.query.get('id'));
  world.quotas.spendUnits(call, 50);
  world.videos.delete(video.id);
  video.post.state = 'removed';
  call.effect(video.id);
  return { status: 204 };
}

/** The requested parts of a video. */
export function shownVideo(world: YouTubeWorld, video: Video, parts: readonly string[]): object {
  const { snippet = {}, status = {} } = video.resource;
  const { uploadStatus, reason, publishAt, privacy, processingStatus } = video;
  const { figures } = video.post;
  const all: Record<string, object> = {
    snippet: {
      publishedAt: new Date(video.publishedAt).toISOString(),
      channelId: video.channel.id,
      title: snippet.title,
      description: snippet.description ?? '',
      tags: snippet.tags ?? [],
      categoryId: snippet.categoryId ?? '22',
    },
    status: {
      uploadStatus,
      ...(uploadStatus === 'failed' && { failureReason: reason }),
      ...(uploadStatus === 'rejected' && { rejectionReason: reason }),
      privacyStatus: privacy,
      ...(publishAt !== null && { publishAt }),
      license: status.license ?? 'youtube',
      embeddable: status.embeddable ?? true,
      publicStatsViewable: status.publicStatsViewable ?? true,
      selfDeclaredMadeForKids: status.selfDeclaredMadeForKids ?? false,
    },
    processingDetails: {
      processingStatus,
      ...(processingStatus === 'processing' && {
        processingProgress: { partsTotal: '1000', partsProcessed: '400', timeLeftMs: '2000' },
      }),
    },
    statistics: {
      viewCount: String(figures.views),
      likeCount: String(figures.likes),
      commentCount: String(figures.comments),
    },
    fileDetails: { fileName: video.fileName, fileSize: String(video.post.bytes) },
  };
  const asked = Object.entries(all).filter(([part]) => parts.includes(part));
  return { kind: 'youtube#video', etag: world.ids.text(27), id: video.id, ...Object.fromEntries(asked) };
}
