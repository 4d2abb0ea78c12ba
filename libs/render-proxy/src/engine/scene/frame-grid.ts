import type { FrameRate } from '../../edit/output-format';

/** Far above the error of a sum of seconds, and far below any moment that an author means. */
const ERROR_OF_SUMS = 1e-6;

/**
 * The frame nearest to a moment, the later of two. Callers pass absolute moments, so that cuts never drift. The start
 * and length of a clip may add up to slightly less than the start that the author wrote for the next one; both are the
 * same frame.
 */
export const frameAt = (seconds: number, { num, den }: FrameRate): number =>
  Math.round((seconds * num) / den + ERROR_OF_SUMS);
