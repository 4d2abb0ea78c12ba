import { hashtagKey, hashtagOf, hashtagsIn } from '@app/core';
import type { VideoPost } from './video-publisher';

/** The text of a post on a platform without titles and tags: the description, or the title, and the tags as hashtags. */
export function captionOf({ title, description, tags }: VideoPost): string {
  const text = description.trim() || title.trim();
  const named = new Set(hashtagsIn(text).map(hashtagKey));
  const others = tags.map(hashtagOf).filter((tag) => {
    const key = hashtagKey(tag);
    return key !== '' && !named.has(key) && named.add(key);
  });
  return [text, others.map((tag) => `#${tag}`).join(' ')].filter(Boolean).join('\n\n');
}
