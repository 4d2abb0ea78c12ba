import { createHash } from 'node:crypto';
import { z } from 'zod';

/** A post of an account. */
const media = z.object({
  id: z.string().min(1),
  caption: z.string().default(''),
  permalink: z.string().optional(),
  media_product_type: z.string().optional(),
  timestamp: z.string().optional(),
});

export const instagramMedia = media;
export const instagramMediaList = z.object({ data: z.array(media).default([]) });
export type InstagramMedia = z.infer<typeof media>;

const MINUTE_MS = 60_000;
/** A container that is not published in this time expires. */
const LONGEST_MS = 24 * 60 * MINUTE_MS;
const PREFIX = 'container';

const digestOf = (caption: string): string => createHash('sha256').update(caption.trim()).digest('hex').slice(0, 32);

/**
 * A published container whose post is not known, because the answer that named it was lost. It replaces the post's id
 * until the list of the account's posts shows which one it is.
 */
export interface PublishedContainer {
  id: string;
  /** Milliseconds. */
  openedAt: number;
  /** Digest of the caption. */
  caption: string;
}

export const containerOf = (id: string, openedAt: number, caption: string): PublishedContainer => ({
  id,
  openedAt,
  caption: digestOf(caption),
});

export const containerId = ({ id, openedAt, caption }: PublishedContainer): string =>
  [PREFIX, id, openedAt, caption].join(':');

/** Undefined: the reference is the id of a post. */
export function readContainerId(postId: string): PublishedContainer | undefined {
  const [prefix, id, openedAt, caption] = postId.split(':');
  return prefix === PREFIX && id && caption ? { id, openedAt: Number(openedAt), caption } : undefined;
}

/**
 * The post of a container: the only reel with its caption and of its time that is not one of the others. Undefined: none,
 * or several.
 * @param others ids of posts that are known to belong to other publications
 */
export function postOf(
  { openedAt, caption }: PublishedContainer,
  posts: readonly InstagramMedia[],
  others: ReadonlySet<string>,
): InstagramMedia | undefined {
  const found = posts.filter((post) => {
    const at = Date.parse(post.timestamp ?? '');
    const isOfItsTime = at >= openedAt - 5 * MINUTE_MS && at <= openedAt + LONGEST_MS + 5 * MINUTE_MS;
    const isOurs = post.media_product_type === 'REELS' && isOfItsTime && digestOf(post.caption) === caption;
    return isOurs && !others.has(post.id);
  });
  return found.length === 1 ? found[0] : undefined;
}
