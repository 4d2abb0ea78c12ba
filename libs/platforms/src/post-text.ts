import type { VideoPost } from './video-publisher';

/** The text of a post on a platform without titles and tags: the description, or the title, and the tags as hashtags. */
export function captionOf({ title, description, tags }: VideoPost): string {
  const text = description.trim() || title.trim();
  const named = new Set(text.toLowerCase().match(/#[\p{L}\p{N}_]+/gu));
  const hashtags = tags
    .map((tag) => `#${tag.replace(/[^\p{L}\p{N}_]/gu, '')}`)
    .filter((hashtag) => hashtag.length > 1 && !named.has(hashtag.toLowerCase()));
  return [text, [...new Set(hashtags)].join(' ')].filter(Boolean).join('\n\n');
}
