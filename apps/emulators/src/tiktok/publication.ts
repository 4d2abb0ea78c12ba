import type { Publication, TikTokUser } from './tiktok-objects';
import type { TikTokWorld } from './tiktok-world';

const DAY_MS = 86_400_000;
const POSTS_PER_DAY = 15;

export const privacyOptions = (user: TikTokUser): string[] => [
  user.is_private ? 'FOLLOWER_OF_CREATOR' : 'PUBLIC_TO_EVERYONE',
  'MUTUAL_FOLLOW_FRIENDS',
  'SELF_ONLY',
];

/** Publications that TikTok accepted for direct posting in the last 24 hours. */
const recentPosts = (world: TikTokWorld): Publication[] =>
  [...world.publications.values()].filter(
    ({ isInbox, committedAt }) => !isInbox && committedAt !== null && committedAt > world.now() - DAY_MS,
  );

/** Drafts that the user has not finished. */
export const pendingShares = (world: TikTokWorld, user: TikTokUser): number =>
  user.pending_shares +
  [...world.publications.values()].filter(
    (each) =>
      each.user === user &&
      each.isInbox &&
      each.status !== 'PUBLISH_COMPLETE' &&
      each.status !== 'FAILED' &&
      each.createdAt > world.now() - DAY_MS,
  ).length;

/** Why the user cannot post now. */
export function postingRefusal(world: TikTokWorld, user: TikTokUser): string | undefined {
  if (user.can_post !== 'ok') return user.can_post;
  const recent = recentPosts(world);
  if (user.other_posts + recent.filter((each) => each.user === user).length >= POSTS_PER_DAY)
    return 'spam_risk_too_many_posts';
  const others = new Set(recent.map((each) => each.user).filter((each) => each !== user));
  return !world.app.audited && others.size >= world.app.active_user_cap ? 'reached_active_user_cap' : undefined;
}
