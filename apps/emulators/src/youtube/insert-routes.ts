import type { Answer, Call } from '../platform/call';
import type { Operation } from '../platform/operations';
import { UploadedBytes } from '../platform/uploaded-bytes';
import { access, callerOf, channelIn } from './access';
import { checkMetadata } from './video-metadata';
import { youtubeFailure } from './youtube-failure';
import type { Channel, UploadSession, VideoResource } from './youtube-objects';
import type { YouTubeWorld } from './youtube-world';

const DAY_MS = 86_400_000;
const PATH = '/upload/youtube/v3/videos';

/** Opens the resumable upload of a video. */
export function insertOperations(world: YouTubeWorld): Operation[] {
  return [
    {
      op: 'yt.insert',
      host: 'api',
      method: 'POST',
      path: PATH,
      account: (call) => callerOf(world, call),
      answer: (call) => insert(world, call),
    },
  ];
}

function insert(world: YouTubeWorld, call: Call): Answer {
  const grant = access(world, call, ['youtube.upload', 'youtube', 'youtube.force-ssl']);
  const channel = channelIn(grant);
  world.quotas.spendInsert(call);
  if (recentUploads(world, channel) >= channel.upload_cap) throw youtubeFailure(400, 'uploadLimitExceeded');
  if (call.query.get('uploadType') !== 'resumable') throw youtubeFailure(400, 'mediaBodyRequired');
  const resource = (call.fields ?? {}) as VideoResource;
  const parts = (call.query.get('part') ?? '').split(',');
  if (Object.keys(resource).some((part) => !parts.includes(part))) throw youtubeFailure(400, 'unexpectedPart');
  checkMetadata(resource);
  const type = call.header('x-upload-content-type') ?? 'application/octet-stream';
  if (!/^(video\/|application\/octet-stream)/.test(type)) throw youtubeFailure(400, 'mediaBodyRequired');
  const announced = call.header('x-upload-content-length');
  if (announced === undefined) call.violate('no_content_length', 'X-Upload-Content-Length');
  const session: UploadSession = {
    id: world.ids.text(64),
    channel,
    grant,
    resource,
    fileName: call.header('slug') ?? 'unknown',
    total: announced === undefined ? null : Number(announced),
    bytes: new UploadedBytes(),
    createdAt: world.now(),
    createdSequence: call.sequence,
    current: null,
    video: null,
  };
  world.sessions.set(session.id, session);
  call.effect(session.id);
  const query = new URLSearchParams({ uploadType: 'resumable', part: parts.join(','), upload_id: session.id });
  return {
    status: 200,
    headers: { location: `${world.hosts.session}${PATH}?${query.toString()}`, 'x-guploader-uploadid': session.id },
  };
}

const recentUploads = (world: YouTubeWorld, channel: Channel): number =>
  channel.other_uploads +
  [...world.videos.values()].filter(
    (video) => video.channel.id === channel.id && video.publishedAt > world.now() - DAY_MS,
  ).length;
