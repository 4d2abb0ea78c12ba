import { isTooLong, type TextLimit } from '@app/core';
import { brokenRules, inWords } from '../../post-rules';
import { captionOf } from '../../post-text';
import type { PostFault, VideoFacts, VideoPost } from '../../video-publisher';
import type { FacebookSurface } from './facebook-options';

const TITLE: TextLimit = { most: 255, unit: 'utf16' };
const TEXT: TextLimit = { most: 63_206, unit: 'utf16' };
const LARGEST_COVER = 10_000_000;
const REEL = {
  ratio: 9 / 16,
  tolerance: 0.02,
  width: 540,
  height: 960,
  least: 3,
  most: 90,
  slowest: 23.9,
  fastest: 60,
};

const isReelShape = ({ width, height }: VideoFacts): boolean =>
  Math.abs(width / height / REEL.ratio - 1) <= REEL.tolerance;

/** A video of another shape or length cannot be a reel. */
export function surfaceFor(facts: VideoFacts | undefined): FacebookSurface {
  const isReel = facts && isReelShape(facts) && facts.seconds >= REEL.least && facts.seconds <= REEL.most;
  return isReel ? 'reel' : 'video';
}

export function facebookFaults(post: VideoPost): PostFault[] {
  return brokenRules([
    [isTooLong(post.title, TITLE), 'title', `must have at most ${TITLE.most} characters`],
    [isTooLong(captionOf(post), TEXT), 'description', `must have at most ${TEXT.most} characters`],
    [(post.cover?.size ?? 0) > LARGEST_COVER, 'cover', `must have at most ${LARGEST_COVER} bytes`],
    [post.privacy !== 'public', 'privacy', 'must be public: everything on a Page is'],
  ]);
}

export function reelFaults(facts: VideoFacts): PostFault[] {
  const { seconds, width, height, frameRate } = facts;
  return brokenRules([
    [!isReelShape(facts), 'video', `must have the shape 9:16 as a reel, not ${width} × ${height}`],
    [
      width < REEL.width || height < REEL.height,
      'video',
      `must have at least ${REEL.width} × ${REEL.height} pixels as a reel, not ${width} × ${height}`,
    ],
    [
      seconds < REEL.least || seconds > REEL.most,
      'video',
      `must last ${REEL.least} to ${REEL.most} seconds as a reel, not ${inWords(seconds)}`,
    ],
    [
      frameRate < REEL.slowest || frameRate > REEL.fastest + 0.01,
      'video',
      `must have 24 to 60 frames a second as a reel, not ${inWords(frameRate)}`,
    ],
  ]);
}
