import { telemetryNoValidPoints } from '../telemetry.errors';
import type { SpeedUnit, Track } from '../track';
import type { RawTrack } from '../track-builder';
import { deriveChannels } from './derive-channels';
import { addDistance } from './derive-distance';
import { fillChannels } from './fill-channels';
import { fixRows, gapsBetween, rhythmOf } from './gaps';
import { orderRows, type Rows } from './order-rows';
import { dropImplausibleValues } from './plausible-values';
import { heldPositions, positionStep } from './position-quality';
import { positionSpeeds } from './position-speed';
import { rejectPositionSpikes } from './position-spikes';
import { settleSpeed } from './settle-speed';

/** Rounding steps of the recorded positions, in metres, above which distances cannot be derived from them. */
const COARSE_STEP = 2;

/**
 * Turns a reader's result into a track that can be trusted, in the steps below. Nothing is smoothed, so maxima stay
 * true.
 * @throws telemetryNoValidPoints, telemetrySpeedUnitUnknown
 */
export function cleanTrack(raw: RawTrack, speedUnit?: SpeedUnit): Track {
  const rows = orderRows(raw);
  dropImplausibleValues(rows.channels);
  const step = positionStep(rows.channels);
  const held = heldPositions(rows);
  const spikes = rejectPositionSpikes(rows);
  const fixes = fixRows(rows, held);
  if (fixes.length < 2) throw tooFew(raw, fixes.length);
  if (spikes > fixes.length)
    throw telemetryNoValidPoints(`${spikes} of ${spikes + fixes.length} positions cannot be reached from the others.`);
  const origin = originOf(raw, rows);
  const rhythm = rhythmOf(rows.time, fixes);
  const gaps = gapsBetween(rows, fixes, rhythm);
  fillChannels(rows, gaps, rhythm.longest);
  const reference = positionSpeeds(rows, gaps, step);
  const speedSource = settleSpeed(raw, rows, reference, { speedUnit, coarse: step > COARSE_STEP });
  deriveChannels(rows, gaps, step);
  addDistance(rows, gaps, { coarse: step > COARSE_STEP, device: speedSource === 'device' });
  report(raw, rows, { spikes, coarse: step > COARSE_STEP });
  return {
    format: raw.format,
    clock: raw.clock,
    ...(origin !== undefined && { origin }),
    time: rows.time,
    channels: rows.channels,
    gaps,
    interval: rhythm.interval,
    speedSource,
    counts: raw.counts,
    warnings: raw.warnings,
  };
}

function tooFew({ counts }: RawTrack, left: number) {
  return telemetryNoValidPoints(
    `${left} usable points remain of ${counts.read}; ${counts.withoutFix} had no fix and ${counts.rejected} were refused.`,
  );
}

/** Converts absolute times to seconds since the first whole second, which keeps them exact. */
function originOf(raw: RawTrack, rows: Rows): number | undefined {
  if (raw.clock === 'video' || raw.clock === 'relative') return raw.origin;
  const origin = Math.floor(rows.time[0] ?? 0);
  for (const [row, time] of rows.time.entries()) rows.time[row] = Math.round((time - origin) * 1e6) / 1e6;
  return origin;
}

function report(raw: RawTrack, rows: Rows, { spikes, coarse }: { spikes: number; coarse: boolean }): void {
  raw.counts.rejected += spikes;
  if (spikes > 0)
    raw.warnings.push({
      code: 'spikes_removed',
      message: `${spikes} impossible positions were removed.`,
    });
  if (!rows.channels.latitude)
    raw.warnings.push({
      code: 'no_positions',
      message: 'The file contains no positions, so there is no map and no heading.',
    });
  else if (coarse)
    raw.warnings.push({
      code: 'positions_coarse',
      message: 'The positions are rounded to several metres; derived values are smoothed.',
    });
}
