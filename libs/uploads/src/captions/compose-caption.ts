import { hashtagKey, hashtagsIn, lengthIn, replaceHashtags, type TextLimit } from '@app/core';
import type { UploadPlatform } from '../uploads/upload.entity';
import { fitText, PLATFORM_TEXTS } from './platform-texts';

/** Characters of all tags of a post together; platforms refuse a few more than this. */
const LONGEST_TAGS = 400;

export interface CaptionParts {
  title: string;
  caption: string;
  /** Hashtags in order of preference, without `#`. */
  always: readonly string[];
  ofUpload: readonly string[];
  blocked: readonly string[];
  /** Maximum number in a caption, with those of its text; the platform may accept fewer. */
  maxHashtags: number;
}

/** The texts of a post. */
export interface ComposedCaption {
  title: string;
  /** With its hashtags. */
  text: string;
}

/**
 * The title and caption for one platform, within its limits. Hashtags follow the caption: first those of every upload,
 * then those of this one, as many as its own leave room for. If the text is too long, the caption is shortened, never a hashtag.
 */
export function composeCaption(platform: UploadPlatform, parts: CaptionParts): ComposedCaption {
  const { title: titleLimit, caption: limit, mostHashtags, refused } = PLATFORM_TEXTS[platform];
  const allowed = (text: string) => text.replace(refused, '').trim();
  const blocked = new Set(parts.blocked.map(hashtagKey));
  const caption = withoutBlocked(allowed(parts.caption), blocked);
  const own = caption.split('#').length - 1;
  const count = Math.max(0, Math.min(parts.maxHashtags, mostHashtags) - own);
  const tags = mergeHashtags([...parts.always, ...parts.ofUpload], caption, blocked).slice(0, count);
  const suffix = fittingTags(tags, limit);
  const room = limit.most - lengthIn(suffix, limit.unit) - (suffix && caption ? 2 : 0);
  const text = [fitText(caption, { ...limit, most: Math.max(0, room) }), suffix].filter(Boolean).join('\n\n');
  return { title: fitText(withoutBlocked(allowed(parts.title), blocked), titleLimit), text };
}

/** The tags of a post with this caption: its hashtags. */
export function tagsOfCaption(caption: string): string[] {
  let room = LONGEST_TAGS;
  return [...new Set(hashtagsIn(caption))].filter((tag) => (room -= tag.length + 1) >= 0);
}

/** Each once, ignoring case, without blocked ones and those that the caption already has. */
function mergeHashtags(tags: readonly string[], caption: string, blocked: ReadonlySet<string>): string[] {
  const seen = new Set([...blocked, ...hashtagsIn(caption).map(hashtagKey)]);
  return tags.filter((tag) => !seen.has(hashtagKey(tag)) && seen.add(hashtagKey(tag)));
}

/** Blocked hashtags are also removed from the user's own text. */
function withoutBlocked(text: string, blocked: ReadonlySet<string>): string {
  if (blocked.size === 0) return text;
  return replaceHashtags(text, (hashtag, tag) => (blocked.has(hashtagKey(tag)) ? '' : hashtag)).trim();
}

/** As many as fit into half of the limit. */
function fittingTags(tags: readonly string[], { most, unit }: TextLimit): string {
  let suffix = '';
  for (const tag of tags) {
    const longer = suffix ? `${suffix} #${tag}` : `#${tag}`;
    if (lengthIn(longer, unit) > most / 2) break;
    suffix = longer;
  }
  return suffix;
}
