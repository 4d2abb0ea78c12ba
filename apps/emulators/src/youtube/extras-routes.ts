import type { Answer, Call } from '../platform/call';
import { partsOf } from '../platform/multipart';
import type { Operation } from '../platform/operations';
import { fieldsOf } from '../platform/request-body';
import { access, callerOf, channelIn } from './access';
import { ownVideo } from './video-routes';
import { youtubeFailure } from './youtube-failure';
import type { Playlist, YouTubeWorld } from './youtube-world';

const LARGEST_THUMBNAIL = 2 * 1024 * 1024;
const LARGEST_CAPTIONS = 1024 * 1024;
const READ = ['youtube', 'youtube.readonly', 'youtube.force-ssl'];

/** What belongs to a video: its thumbnail, captions, comments and playlists. */
export function extrasOperations(world: YouTubeWorld): Operation[] {
  const base = { host: 'api', account: (call: Call) => callerOf(world, call) } as const;
  const playlistItems = '/youtube/v3/playlistItems';
  return [
    {
      ...base,
      op: 'yt.thumb',
      method: 'POST',
      path: '/upload/youtube/v3/thumbnails/set',
      isStream: true,
      answer: (call) => thumbnail(world, call),
    },
    {
      ...base,
      op: 'yt.caption',
      method: 'POST',
      path: '/upload/youtube/v3/captions',
      isStream: true,
      answer: (call) => caption(world, call),
    },
    {
      ...base,
      op: 'yt.captions',
      method: 'GET',
      path: '/youtube/v3/captions',
      answer: (call) => captionsOf(world, call),
    },
    {
      ...base,
      op: 'yt.comment',
      method: 'POST',
      path: '/youtube/v3/commentThreads',
      answer: (call) => comment(world, call),
    },
    { ...base, op: 'yt.playlist', method: 'GET', path: playlistItems, answer: (call) => items(world, call) },
    { ...base, op: 'yt.playlist', method: 'POST', path: playlistItems, answer: (call) => addItem(world, call) },
    { ...base, op: 'yt.playlists', method: 'GET', path: '/youtube/v3/playlists', answer: (call) => lists(world, call) },
    {
      ...base,
      op: 'yt.playlists',
      method: 'POST',
      path: '/youtube/v3/playlists',
      answer: (call) => addList(world, call),
    },
  ];
}

async function bodyOf(call: Call, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await call.body.readInto((chunk) => {
    if (call.body.received <= most) chunks.push(chunk);
  });
  return Buffer.concat(chunks);
}

async function thumbnail(world: YouTubeWorld, call: Call): Promise<Answer> {
  const video = ownVideo(world, call, call.query.get('videoId'));
  world.quotas.spendUnits(call, 50);
  if (!video.channel.is_phone_verified) throw youtubeFailure(403, 'forbidden');
  const type = call.header('content-type') ?? '';
  const bytes = await bodyOf(call, LARGEST_THUMBNAIL);
  if (bytes.length === 0) throw youtubeFailure(400, 'mediaBodyRequired');
  if (call.body.received > LARGEST_THUMBNAIL || !/^image\/(jpeg|png)$/.test(type))
    throw youtubeFailure(400, 'invalidImage');
  video.post.thumbnail = { type, bytes };
  call.effect(video.id);
  const url = `https://i.ytimg.com/vi/${video.id}/default.jpg`;
  return { status: 200, body: { kind: 'youtube#thumbnailSetResponse', items: [{ default: { url } }] } };
}

/** A multipart body: the description of the track as JSON, and then the track. */
async function caption(world: YouTubeWorld, call: Call): Promise<Answer> {
  const [described, content] = partsOf(call.header('content-type') ?? '', await bodyOf(call, LARGEST_CAPTIONS));
  const fields = fieldsOf('application/json', described?.content ?? Buffer.alloc(0));
  const track = content?.content.toString('utf8') ?? '';
  const snippet = (fields?.snippet ?? {}) as Record<string, string>;
  const video = ownVideo(world, call, snippet.videoId);
  world.quotas.spendUnits(call, 400);
  if (!snippet.language || track === '') throw youtubeFailure(400, 'invalidMetadata');
  video.post.options.captions = [
    ...((video.post.options.captions as object[] | undefined) ?? []),
    { ...snippet, track },
  ];
  call.effect(video.id);
  return { status: 200, body: { kind: 'youtube#caption', id: world.ids.text(20), snippet } };
}

function captionsOf(world: YouTubeWorld, call: Call): Answer {
  const video = ownVideo(world, call, call.query.get('videoId'));
  world.quotas.spendUnits(call, 50);
  const tracks = (video.post.options.captions as { language: string; name?: string }[] | undefined) ?? [];
  const items = tracks.map(({ language, name = '' }) => ({
    kind: 'youtube#caption',
    snippet: { videoId: video.id, language, name },
  }));
  return { status: 200, body: { kind: 'youtube#captionListResponse', items } };
}

interface Thread {
  videoId?: string;
  topLevelComment?: { snippet?: { textOriginal?: string } };
}

function comment(world: YouTubeWorld, call: Call): Answer {
  const { snippet = {} } = (call.fields ?? {}) as { snippet?: Thread };
  const video = ownVideo(world, call, snippet.videoId);
  world.quotas.spendUnits(call, 50);
  const text = snippet.topLevelComment?.snippet?.textOriginal;
  if (!text) throw youtubeFailure(400, 'commentTextRequired');
  video.post.options.comments = [...((video.post.options.comments as string[] | undefined) ?? []), text];
  call.effect(video.id);
  return { status: 200, body: { kind: 'youtube#commentThread', id: world.ids.text(26), snippet } };
}

/** New videos appear in the playlist of uploads with a delay. */
function items(world: YouTubeWorld, call: Call): Answer {
  const channel = channelIn(access(world, call, READ));
  world.quotas.spendUnits(call, 1);
  const id = call.query.get('playlistId') ?? '';
  const isUploads = id === channel.uploads_playlist;
  const listed = world.now() - world.knobs.playlist_delay_s * 1_000;
  const uploads = [...world.videos.values()].filter(
    (video) => video.channel.id === channel.id && video.publishedAt <= listed,
  );
  const all = isUploads ? uploads.map((video) => video.id).reverse() : world.playlists.get(id)?.videoIds;
  if (!all) throw youtubeFailure(404, 'playlistNotFound');
  const asked = call.query.get('videoId');
  const matching = asked === null ? all : all.filter((videoId) => videoId === asked);
  const size = Math.min(Number(call.query.get('maxResults') ?? 5), 50);
  const start = Number(call.query.get('pageToken') ?? 0);
  const shown = matching.slice(start, start + size).map((videoId) => ({
    kind: 'youtube#playlistItem',
    id: `${id}.${videoId}`,
    snippet: {
      playlistId: id,
      resourceId: { kind: 'youtube#video', videoId },
      title: world.videos.get(videoId)?.post.title,
    },
    contentDetails: { videoId },
  }));
  const hasMore = start + size < matching.length;
  return {
    status: 200,
    body: {
      kind: 'youtube#playlistItemListResponse',
      items: shown,
      ...(hasMore && { nextPageToken: String(start + size) }),
      pageInfo: { totalResults: matching.length, resultsPerPage: size },
    },
  };
}

function addItem(world: YouTubeWorld, call: Call): Answer {
  const { snippet = {} } = (call.fields ?? {}) as {
    snippet?: { playlistId?: string; resourceId?: { videoId?: string } };
  };
  const video = ownVideo(world, call, snippet.resourceId?.videoId);
  world.quotas.spendUnits(call, 50);
  const playlist = world.playlists.get(snippet.playlistId ?? '');
  if (playlist?.channelId !== video.channel.id) throw youtubeFailure(404, 'playlistNotFound');
  playlist.videoIds.push(video.id);
  video.post.options.playlists = [...((video.post.options.playlists as string[] | undefined) ?? []), playlist.id];
  call.effect(video.id);
  return { status: 200, body: { kind: 'youtube#playlistItem', id: `${playlist.id}.${video.id}`, snippet } };
}

function lists(world: YouTubeWorld, call: Call): Answer {
  const channel = channelIn(access(world, call, READ));
  world.quotas.spendUnits(call, 1);
  const own = [...world.playlists.values()].filter(({ channelId }) => channelId === channel.id).map(shownList);
  return { status: 200, body: { kind: 'youtube#playlistListResponse', items: own } };
}

function addList(world: YouTubeWorld, call: Call): Answer {
  const channel = channelIn(access(world, call, ['youtube', 'youtube.force-ssl']));
  world.quotas.spendUnits(call, 50);
  const { snippet, status } = (call.fields ?? {}) as {
    snippet?: { title?: string };
    status?: { privacyStatus?: string };
  };
  if (!snippet?.title) throw youtubeFailure(400, 'playlistTitleRequired');
  const playlist: Playlist = {
    id: `PL${world.ids.text(32)}`,
    channelId: channel.id,
    title: snippet.title,
    privacy: status?.privacyStatus ?? 'public',
    videoIds: [],
  };
  world.playlists.set(playlist.id, playlist);
  return { status: 200, body: shownList(playlist) };
}

const shownList = ({ id, channelId, title, privacy }: Playlist): object => ({
  kind: 'youtube#playlist',
  id,
  snippet: { channelId, title },
  status: { privacyStatus: privacy },
});
