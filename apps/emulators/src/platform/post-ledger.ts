import type { Violation } from './violations';

export interface Picture {
  type: string;
  bytes: Buffer;
}

/** What people did with a post. */
export interface Figures {
  views: number;
  likes: number;
  comments: number;
  shares: number;
}

/** A post as the platform would show it to its owner. */
export interface Post {
  account: string;
  postId: string;
  sessionId: string;
  state: 'live' | 'draft' | 'scheduled' | 'private' | 'removed';
  sha256: string;
  bytes: number;
  title: string | null;
  caption: string;
  privacy: string;
  /** Kind of the post: `video`, `reel`, `story`, `inbox`. */
  surface: string;
  publishAt: string | null;
  permalink: string | null;
  /** Number of the request that opened the upload. */
  createdSequence: number;
  /** Number of the request that published the post. */
  committedSequence: number;
  /** Options of the platform, such as `made_for_kids`. */
  options: Record<string, unknown>;
  figures: Figures;
  thumbnail?: Picture;
  /** The video, if it is small enough to be kept. */
  video?: Buffer;
}

/** Every post of every account, in the order of their publication. */
export class PostLedger {
  readonly posts: Post[] = [];

  /** @param report called when an account has two posts with the same bytes and caption */
  constructor(private readonly report: (violation: Omit<Violation, 'sequence'>) => void) {}

  add(added: Omit<Post, 'figures'>): Post {
    const post: Post = { ...added, figures: { views: 0, likes: 0, comments: 0, shares: 0 } };
    const same = this.posts.find(
      (other) =>
        other.account === post.account &&
        other.state !== 'removed' &&
        other.sha256 === post.sha256 &&
        other.caption === post.caption,
    );
    if (same) this.report({ kind: 'duplicate_post', detail: `${post.postId} repeats ${same.postId}` });
    this.posts.push(post);
    return post;
  }

  find(postId: string): Post | undefined {
    return this.posts.find((post) => post.postId === postId);
  }

  /** As JSON, without the pictures and videos themselves. */
  shown(account?: string): object[] {
    return this.posts
      .filter((post) => account === undefined || post.account === account)
      .map(({ thumbnail, video, ...post }) => ({
        ...post,
        thumbnail: thumbnail ? { type: thumbnail.type, bytes: thumbnail.bytes.length } : null,
        kept: video !== undefined,
      }));
  }
}
