import type { AccountAccess } from './account-access';

/** How often a post was seen and reacted to so far. Null: the platform does not report this number. */
export interface PostFigures {
  views: number | null;
  likes: number | null;
  comments: number | null;
  shares: number | null;
}

/** Port: reads the figures of live posts. Read-only; throws the errors of `platformError`. */
export abstract class PostMetricsReader {
  /** The most ids that one call of `read` takes. 1 for Meta, which counts each id of a batch as a call of its own. */
  abstract readonly mostIds: number;

  /** Whether the platform has figures under this id; otherwise `observe` of the publisher names the `publicId` of the post. */
  hasFigures(_postId: string): boolean {
    return true;
  }

  /** The figures by id. Posts that the platform no longer shows are missing. */
  abstract read(access: AccountAccess, ids: readonly string[]): Promise<ReadonlyMap<string, PostFigures>>;
}
