import { SPEED_UNITS, type SpeedUnit } from '../track';
import type { RawTrack } from '../track-builder';
import { median } from './position-quality';

/**
 * The unit of the speeds: that of the file, otherwise that of the positions, otherwise the usual one of the format.
 * Corrects the speeds themselves when the file names the wrong unit. Undefined when nothing is certain enough.
 */
export function speedUnitOf(
  raw: RawTrack,
  speed: Float64Array,
  reference: Float64Array | undefined,
): SpeedUnit | undefined {
  if (raw.speedUnit) {
    if (reference) correctMislabelled(raw, speed, reference, SPEED_UNITS[raw.speedUnit]);
    return raw.speedUnit;
  }
  const fit = reference && bestUnit(speed, reference);
  if (fit && fit.pairs >= 3 && fit.error <= 0.15 && fit.runnerUp - fit.error > 0.05) {
    raw.warnings.push({
      code: 'speed_unit_inferred',
      message: `The file does not name the unit of its speed; according to its positions it is ${fit.unit}.`,
    });
    return fit.unit;
  }
  // With positions, speeds derived from them beat a guess.
  if (raw.likelySpeedUnit && (!fit || fit.pairs < 3)) {
    raw.warnings.push({
      code: 'speed_unit_assumed',
      message: `The file does not name the unit of its speed; ${raw.likelySpeedUnit} was assumed.`,
    });
    return raw.likelySpeedUnit;
  }
  return undefined;
}

/** Every factor by which a speed is off when one unit is mistaken for another. */
const CONFUSIONS = Object.values(SPEED_UNITS).flatMap((right) =>
  Object.values(SPEED_UNITS).flatMap((wrong) => (right === wrong ? [] : [right / wrong])),
);

/** A header that names the wrong unit shows as a steady factor between the speeds and the positions. */
function correctMislabelled(raw: RawTrack, speed: Float64Array, reference: Float64Array, factor: number): void {
  const pairs = movingPairs(speed, reference).map(({ value, truth }) => ({ value: value * factor, truth }));
  const ratio = median(pairs.map(({ value, truth }) => truth / value));
  const right = CONFUSIONS.reduce(
    (best, other) => (Math.abs(other / ratio - 1) < Math.abs(best / ratio - 1) ? other : best),
    1,
  );
  const error = median(pairs.map(({ value, truth }) => Math.abs(value * right - truth) / truth));
  if (pairs.length < 20 || Math.abs(right - 1) < 0.25 || Math.abs(right / ratio - 1) > 0.04 || error > 0.06) return;
  for (const [row, value] of speed.entries()) speed[row] = value * right;
  raw.warnings.push({
    code: 'speed_unit_corrected',
    message: `The file names the wrong unit: its speeds match its positions when multiplied by ${right.toFixed(3)}.`,
  });
}

interface UnitFit {
  unit: SpeedUnit;
  /** Median relative difference from the speed of the positions. */
  error: number;
  runnerUp: number;
  pairs: number;
}

function bestUnit(speed: Float64Array, reference: Float64Array): UnitFit | undefined {
  const pairs = movingPairs(speed, reference);
  const errors = (Object.keys(SPEED_UNITS) as SpeedUnit[])
    .map((unit) => ({
      unit,
      error: median(pairs.map(({ value, truth }) => Math.abs(value * SPEED_UNITS[unit] - truth) / truth)),
    }))
    .sort((a, b) => a.error - b.error);
  const [best, second] = errors;
  if (!best || !second || pairs.length === 0) return undefined;
  return { ...best, runnerUp: second.error, pairs: pairs.length };
}

/** Sample moments at which the positions move faster than 3 m/s. */
function movingPairs(speed: Float64Array, reference: Float64Array): { value: number; truth: number }[] {
  const pairs: { value: number; truth: number }[] = [];
  const stride = Math.max(1, Math.floor(speed.length / 2_000));
  for (let row = 0; row < speed.length; row += stride) {
    const [value = Number.NaN, truth = Number.NaN] = [speed[row], reference[row]];
    if (truth > 3 && value >= 0) pairs.push({ value, truth });
  }
  return pairs;
}
