import { isTooLong, type TextLimit } from '@app/core';
import type { CreatorInfo } from '../../platform-adapter';
import { brokenRules, inWords } from '../../post-rules';
import { captionOf } from '../../post-text';
import type { PostFault, VideoFacts, VideoPost } from '../../video-publisher';
import type { TiktokOptions } from './tiktok-options';

const PRIVACY = ['PUBLIC_TO_EVERYONE', 'FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'];
const CAPTION: TextLimit = { most: 2_200, unit: 'utf16' };
const LARGEST_BYTES = 4 * 1024 ** 3;
const MAX_SECONDS = 600;
const [SLOWEST, FASTEST] = [23, 60];
const [SHORTEST_SIDE, LONGEST_SIDE] = [360, 4_096];

/** Rules that apply to every account. */
export function tiktokFaults(post: VideoPost, options: TiktokOptions): PostFault[] {
  // A draft has no text and no audience yet.
  if (options.surface === 'inbox') return [];
  const isPrivate = post.privacy === 'SELF_ONLY';
  return brokenRules([
    [isTooLong(captionOf(post), CAPTION), 'description', `must have at most ${CAPTION.most} characters`],
    [!PRIVACY.includes(post.privacy), 'privacy', `must be one of ${PRIVACY.join(', ')}, chosen by the account owner`],
    [options.brand_content && isPrivate, 'privacy', 'must not be SELF_ONLY for a video that advertises a business'],
  ]);
}

/** @param info undefined for a draft, which the account owner may cut */
export function tiktokVideoFaults(facts: VideoFacts, info: CreatorInfo | undefined): PostFault[] {
  const { seconds, width, height, frameRate, bytes } = facts;
  const longest = Math.min(info?.maxSeconds ?? MAX_SECONDS, MAX_SECONDS);
  const sides = [width, height];
  return brokenRules([
    [seconds > longest, 'video', `must last at most ${longest} seconds on this account`],
    // Rounding in files makes 23.976 of 24 frames a second.
    [
      frameRate < SLOWEST || frameRate > FASTEST + 0.01,
      'video',
      `must have 23 to 60 frames a second, not ${inWords(frameRate)}`,
    ],
    [
      sides.some((side) => side < SHORTEST_SIDE || side > LONGEST_SIDE),
      'video',
      `must have sides of ${SHORTEST_SIDE} to ${LONGEST_SIDE} pixels, not ${width} × ${height}`,
    ],
    [bytes > LARGEST_BYTES, 'video', `must have at most ${LARGEST_BYTES} bytes`],
  ]);
}

/** Choices of the post that the account does not offer, each with TikTok's code or ours. */
export function tiktokOffers(
  { privacy }: VideoPost,
  options: TiktokOptions,
  { privacyOptions, disabled }: CreatorInfo,
): { code: string; fault: PostFault }[] {
  const interactions = [
    ['comments', 'disable_comment'],
    ['duet', 'disable_duet'],
    ['stitch', 'disable_stitch'],
  ] as const;
  const offered = privacyOptions.join(', ');
  return [
    ...brokenRules([
      [!privacyOptions.includes(privacy), 'privacy', `must be one that the account offers: ${offered}`],
    ]).map((fault) => ({ code: 'privacy_level_option_mismatch', fault })),
    ...interactions.flatMap(([name, option]) =>
      disabled.includes(name) && !options[option]
        ? [
            {
              code: `${name}_disabled`,
              fault: { field: 'options', message: `${option} must be true: the account switched it off` } as const,
            },
          ]
        : [],
    ),
  ];
}
