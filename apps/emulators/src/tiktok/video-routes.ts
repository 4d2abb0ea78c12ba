import type { Answer, Call } from '../platform/call';
import type { Operation } from '../platform/operations';
import type { Post } from '../platform/post-ledger';
import { access, callerOf } from './access';
import { envelope, tiktokFailure } from './tiktok-failure';
import type { TikTokWorld } from './tiktok-world';

const MOST_VIDEOS = 20;

/** The Display API: the videos of an account with their figures. */
export function videoOperations(world: TikTokWorld): Operation[] {
  const base = { host: 'open', method: 'POST', account: (call: Call) => callerOf(world, call) } as const;
  return [
    { ...base, op: 'tt.vlist', path: '/v2/video/list/', answer: (call) => list(world, call) },
    { ...base, op: 'tt.vquery', path: '/v2/video/query/', answer: (call) => query(world, call) },
  ];
}

function publicPosts(world: TikTokWorld, call: Call): Post[] {
  const { user } = access(world, call, 'video.list', 600);
  return world.ledger.posts.filter(({ account, state }) => account === user.open_id && state === 'live').reverse();
}

function list(world: TikTokWorld, call: Call): Answer {
  const posts = publicPosts(world, call);
  const count = Math.min(Number(call.field('max_count') ?? 10), MOST_VIDEOS);
  const start = Number(call.field('cursor') ?? 0);
  const shown = posts.slice(start, start + count);
  const data = {
    videos: shown.map((post) => video(world, post, call)),
    cursor: start + shown.length,
    has_more: start + shown.length < posts.length,
  };
  return { status: 200, body: envelope(world, data) };
}

function query(world: TikTokWorld, call: Call): Answer {
  const posts = publicPosts(world, call);
  const { video_ids: ids } = (call.fields?.filters ?? {}) as { video_ids?: unknown[] };
  if (!Array.isArray(ids) || ids.length > MOST_VIDEOS)
    throw tiktokFailure(world, 400, 'invalid_params', 'Invalid filters.');
  const videos = posts.filter(({ postId }) => ids.includes(postId)).map((post) => video(world, post, call));
  return { status: 200, body: envelope(world, { videos }) };
}

function video(world: TikTokWorld, { postId, sessionId, caption, permalink, figures }: Post, call: Call): object {
  const asked = (call.query.get('fields') ?? 'id').split(',');
  const all = {
    id: postId,
    title: caption,
    video_description: caption,
    create_time: Math.floor((world.publications.get(sessionId)?.committedAt ?? 0) / 1_000),
    share_url: permalink,
    view_count: figures.views,
    like_count: figures.likes,
    comment_count: figures.comments,
    share_count: figures.shares,
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => asked.includes(name)));
}
