import type { Answer, Call } from '../platform/call';
import type { Operation } from '../platform/operations';
import { access, callerOf } from './access';
import { youtubeFailure } from './youtube-failure';
import type { Channel } from './youtube-objects';
import type { YouTubeWorld } from './youtube-world';

const READ_SCOPES = ['youtube', 'youtube.readonly', 'youtube.force-ssl'];

/** The channel that the user picked. */
export function channelOperations(world: YouTubeWorld): Operation[] {
  return [
    {
      op: 'yt.channels',
      host: 'api',
      method: 'GET',
      path: '/youtube/v3/channels',
      account: (call) => callerOf(world, call),
      answer: (call) => channels(world, call),
    },
  ];
}

function channels(world: YouTubeWorld, call: Call): Answer {
  const { channel } = access(world, call, READ_SCOPES);
  world.quotas.spendUnits(call, 1);
  const parts = (call.query.get('part') ?? '').split(',').filter(Boolean);
  if (parts.length === 0) throw youtubeFailure(400, 'missingRequiredParameter');
  const isAsked =
    call.query.get('mine') === 'true' || (call.query.get('id') ?? '').split(',').includes(channel?.id ?? '-');
  const items = channel && isAsked ? [shown(world, channel, parts)] : undefined;
  return {
    status: 200,
    body: {
      kind: 'youtube#channelListResponse',
      etag: world.ids.text(27),
      pageInfo: { totalResults: items?.length ?? 0, resultsPerPage: 5 },
      // Without a channel the real API leaves the list out.
      ...(items && { items }),
    },
  };
}

function shown(world: YouTubeWorld, channel: Channel, parts: readonly string[]): object {
  const { followers, is_hidden: isHidden } = world.audience(channel.id);
  const all: Record<string, object> = {
    snippet: {
      title: channel.title,
      description: '',
      customUrl: channel.custom_url,
      publishedAt: '2020-05-01T08:00:00Z',
      thumbnails: { default: { url: `https://yt3.ggpht.com/${channel.id}`, width: 88, height: 88 } },
    },
    contentDetails: { relatedPlaylists: { likes: 'LL', uploads: channel.uploads_playlist } },
    statistics: {
      viewCount: '0',
      subscriberCount: String(isHidden ? 0 : roundedDown(followers)),
      hiddenSubscriberCount: isHidden,
      videoCount: '0',
    },
    status: { privacyStatus: 'public', isLinked: true, longUploadsStatus: channel.long_uploads, madeForKids: false },
  };
  const asked = Object.entries(all).filter(([part]) => parts.includes(part));
  return { kind: 'youtube#channel', id: channel.id, ...Object.fromEntries(asked) };
}

/** YouTube shows three significant digits of the number of subscribers. */
function roundedDown(count: number): number {
  const step = 10 ** Math.max(String(count).length - 3, 0);
  return Math.floor(count / step) * step;
}
