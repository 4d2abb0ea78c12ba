/** Frames per second as a fraction, so that 29.97 is exact. */
export interface FrameRate {
  num: number;
  den: number;
}

const COMMON: readonly FrameRate[] = [
  { num: 24_000, den: 1_001 },
  { num: 24, den: 1 },
  { num: 25, den: 1 },
  { num: 30_000, den: 1_001 },
  { num: 30, den: 1 },
  { num: 48, den: 1 },
  { num: 50, den: 1 },
  { num: 60_000, den: 1_001 },
  { num: 60, den: 1 },
  { num: 120_000, den: 1_001 },
  { num: 120, den: 1 },
];
/** Share by which an average may differ from its standard rate. */
const TOLERANCE = 0.0004;
const LOWEST = 1;
const HIGHEST = 240;

export const framesPerSecond = ({ num, den }: FrameRate): number => num / den;

/** The standard rate nearest to an average, if it is close; other rates are rounded to a thousandth. */
export function commonRate(average: number): FrameRate {
  const near = COMMON.map((rate) => ({ rate, miss: Math.abs(framesPerSecond(rate) / average - 1) }));
  const best = near.reduce((least, each) => (each.miss < least.miss ? each : least));
  if (best.miss <= TOLERANCE) return best.rate;
  const bounded = Math.min(HIGHEST, Math.max(LOWEST, average));
  const thousandths = Math.round(bounded * 1_000);
  return thousandths % 1_000 === 0 ? { num: thousandths / 1_000, den: 1 } : { num: thousandths, den: 1_000 };
}

/** The standard rate closest to an average, for pictures at irregular intervals. */
export function nearestCommonRate(average: number): FrameRate {
  return COMMON.reduce((best, rate) =>
    Math.abs(Math.log(framesPerSecond(rate) / average)) < Math.abs(Math.log(framesPerSecond(best) / average))
      ? rate
      : best,
  );
}

/**
 * The rate itself, or an integer fraction of it that does not exceed the limit: 60 becomes 30, 59.94 becomes 29.97.
 */
export function cappedRate({ num, den }: FrameRate, most: number): FrameRate {
  const part = Math.ceil(num / den / most - 1e-9);
  return part <= 1 ? { num, den } : commonRate(num / den / part);
}
