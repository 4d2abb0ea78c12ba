import type { PlatformReach, Reach } from '@app/insights';
import type { Count, Instant } from '../http/field-types';

class ReachFigures {
  /** How often the posts were seen; null while no platform has reported it. */
  views: Count | null;

  /** Likes; null while no platform has reported them. */
  likes: Count | null;

  /** Comments; null while no platform has reported them. */
  comments: Count | null;

  /** How often the posts were shared; null while no platform has reported it. */
  shares: Count | null;

  /** Posts that were published in the period. */
  posts: Count;

  /**
   * Fraction of these posts whose figures were read at least once; null without posts.
   * @example 0.95
   */
  coverage: number | null;

  /** When the oldest of the figures was read; null without any. */
  as_of: Instant | null;
}

class PlatformReachResponse extends ReachFigures {
  /**
   * Name of the platform.
   * @example "youtube"
   */
  platform: string;
}

/** What platforms last reported about the posts that were published in the period. */
export class ReachResponse extends ReachFigures {
  /** The same by platform. */
  platforms: PlatformReachResponse[];

  static of({ total, platforms }: { total: Reach; platforms: readonly PlatformReach[] }): ReachResponse {
    return {
      ...figuresOf(total),
      platforms: platforms.map((reach) => ({ platform: reach.platform, ...figuresOf(reach) })),
    };
  }
}

const figuresOf = ({ views, likes, comments, shares, posts, measuredPosts, readSince }: Reach): ReachFigures => ({
  views,
  likes,
  comments,
  shares,
  posts,
  coverage: posts === 0 ? null : measuredPosts / posts,
  as_of: readSince?.toISOString() ?? null,
});
