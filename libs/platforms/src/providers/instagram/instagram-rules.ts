import { isTooLong, type TextLimit } from '@app/core';
import { brokenRules, inWords } from '../../post-rules';
import { captionOf } from '../../post-text';
import type { PostFault, VideoFacts, VideoPost } from '../../video-publisher';
import type { InstagramOptions } from './instagram-options';

const CAPTION: TextLimit = { most: 2_200, unit: 'utf16' };
const [MOST_HASHTAGS, MOST_MENTIONS] = [30, 20];
const [LARGEST_BYTES, LARGEST_COVER] = [300_000_000, 8_000_000];
export const MAX_SECONDS = 900;
const [MIN_SECONDS, SLOWEST, FASTEST, WIDEST] = [3, 23, 60, 1_920];
const [NARROWEST_RATIO, WIDEST_RATIO] = [0.01, 10];

const countOf = (text: string, sign: string): number => text.split(sign).length - 1;

export function instagramFaults(post: VideoPost): PostFault[] {
  const caption = captionOf(post);
  return brokenRules([
    [isTooLong(caption, CAPTION), 'description', `must have at most ${CAPTION.most} characters with its tags`],
    [countOf(caption, '#') > MOST_HASHTAGS, 'tags', `must be at most ${MOST_HASHTAGS}, with those in the description`],
    [countOf(caption, '@') > MOST_MENTIONS, 'description', `must mention at most ${MOST_MENTIONS} accounts`],
    [(post.cover?.size ?? 0) > LARGEST_COVER, 'cover', `must have at most ${LARGEST_COVER} bytes`],
    [post.privacy !== 'public', 'privacy', 'must be public: only the account itself can be private'],
  ]);
}

export function instagramVideoFaults(facts: VideoFacts, options: InstagramOptions | undefined): PostFault[] {
  const { seconds, width, height, frameRate, bytes } = facts;
  const ratio = width / height;
  return brokenRules([
    [
      seconds < MIN_SECONDS || seconds > MAX_SECONDS,
      'video',
      `must last ${MIN_SECONDS} to ${MAX_SECONDS} seconds, not ${inWords(seconds)}`,
    ],
    [bytes > LARGEST_BYTES, 'video', `must have at most ${LARGEST_BYTES} bytes, not ${bytes}`],
    [
      frameRate < SLOWEST || frameRate > FASTEST + 0.01,
      'video',
      `must have ${SLOWEST} to ${FASTEST} frames a second, not ${inWords(frameRate)}`,
    ],
    [width > WIDEST, 'video', `must be at most ${WIDEST} pixels wide, not ${width}`],
    [ratio < NARROWEST_RATIO || ratio > WIDEST_RATIO, 'video', `must have a shape between 1:100 and 10:1`],
    [(options?.cover_timestamp_ms ?? 0) > seconds * 1_000, 'options', 'cover_timestamp_ms must lie within the video'],
  ]);
}
