import type { Answer, Call } from '../platform/call';
import type { Operation } from '../platform/operations';
import { access, callerOf } from './access';
import { postingRefusal, privacyOptions } from './publication';
import { envelope, tiktokFailure } from './tiktok-failure';
import type { TikTokWorld } from './tiktok-world';

const FIELDS = ['open_id', 'union_id', 'avatar_url', 'display_name', 'username', 'follower_count'] as const;
/** Fields that need a permission of their own. */
const SCOPES: Readonly<Record<string, string>> = {
  username: 'user.info.profile',
  follower_count: 'user.info.stats',
};

/** The names of an account, and what it may post. */
export function accountOperations(world: TikTokWorld): Operation[] {
  const account = (call: Call) => callerOf(world, call);
  return [
    {
      op: 'tt.user',
      host: 'open',
      method: 'GET',
      path: '/v2/user/info/',
      account,
      answer: (call) => userInfo(world, call),
    },
    {
      op: 'tt.creator',
      host: 'open',
      method: 'POST',
      path: '/v2/post/publish/creator_info/query/',
      account,
      answer: (call) => creatorInfo(world, call),
    },
  ];
}

function userInfo(world: TikTokWorld, call: Call): Answer {
  const { user, scopes } = access(world, call, 'user.info.basic', 600);
  const asked = (call.query.get('fields') ?? '').split(',').filter(Boolean);
  const known: readonly string[] = FIELDS;
  if (asked.length === 0 || asked.some((field) => !known.includes(field)))
    throw tiktokFailure(world, 400, 'invalid_params', 'Fields is invalid.');
  if (asked.some((field) => !scopes.includes(SCOPES[field] ?? 'user.info.basic')))
    throw tiktokFailure(world, 401, 'scope_not_authorized');
  const { followers, is_hidden: isHidden } = world.audience(user.open_id);
  const all = { ...user, follower_count: isHidden ? undefined : followers };
  const shown = Object.fromEntries(FIELDS.filter((field) => asked.includes(field)).map((field) => [field, all[field]]));
  return { status: 200, body: envelope(world, { user: shown }) };
}

/** A creator who cannot post now is not an error: the reason comes with status 200 and the data. */
function creatorInfo(world: TikTokWorld, call: Call): Answer {
  const { user } = access(world, call, 'video.publish', 20);
  world.informed.add(user.open_id);
  const data = {
    creator_avatar_url: user.avatar_url,
    creator_username: user.username,
    creator_nickname: user.display_name,
    privacy_level_options: privacyOptions(user),
    comment_disabled: user.comment_disabled,
    duet_disabled: user.duet_disabled,
    stitch_disabled: user.stitch_disabled,
    max_video_post_duration_sec: user.max_duration_sec,
  };
  return { status: 200, body: envelope(world, data, postingRefusal(world, user) ?? 'ok') };
}
