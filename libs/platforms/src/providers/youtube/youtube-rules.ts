import { isTooLong, type TextLimit } from '@app/core';
import { brokenRules, readOptions } from '../../post-rules';
import type { PostFault, VideoPost } from '../../video-publisher';
import { youtubeOptions } from './youtube-options';

const TITLE: TextLimit = { most: 100, unit: 'utf16' };
const DESCRIPTION: TextLimit = { most: 5_000, unit: 'bytes' };
const LONGEST_TAGS = 500;
const PRIVACY = ['public', 'unlisted', 'private'];
const PICTURES = ['image/jpeg', 'image/png'];
const LARGEST_COVER = 2_097_152;

/** Rules that apply to every channel. */
export function youtubeFaults(post: VideoPost): PostFault[] {
  const { title, description, tags, privacy, cover } = post;
  const tagsLength = tags.reduce((sum, tag) => sum + tag.length + (tag.includes(' ') ? 3 : 1), -1);
  return [
    ...brokenRules([
      [title === '' || isTooLong(title, TITLE), 'title', `must have 1 to ${TITLE.most} characters`],
      [/[<>]/.test(title), 'title', 'must not contain < or >'],
      [isTooLong(description, DESCRIPTION), 'description', `must have at most ${DESCRIPTION.most} bytes`],
      [/[<>]/.test(description), 'description', 'must not contain < or >'],
      [tagsLength > LONGEST_TAGS, 'tags', `must have at most ${LONGEST_TAGS} characters in total`],
      [!PRIVACY.includes(privacy), 'privacy', `must be one of ${PRIVACY.join(', ')}`],
      [cover !== undefined && !PICTURES.includes(cover.contentType), 'cover', `must be one of ${PICTURES.join(', ')}`],
      [(cover?.size ?? 0) > LARGEST_COVER, 'cover', `must have at most ${LARGEST_COVER} bytes`],
    ]),
    ...readOptions(youtubeOptions, post).faults,
  ];
}
