import { distanceBetween } from '../geodesy';
import { type Cue, type CuePlace, placeInCue, speedOf } from './dji-cues';
import type { CoordinateOrder } from './reader';

/**
 * Models differ in which coordinate comes first. A value above 90 is a longitude. Otherwise the drone's own speed
 * decides, because a degree of longitude is shorter. Otherwise models that write metres after the height put the
 * latitude first.
 */
export function decideOrder(cues: readonly Cue[], places: readonly CuePlace[]): CoordinateOrder | undefined {
  if (places.every(({ named }) => named)) return 'latitude-first';
  if (places.some(({ first }) => Math.abs(first) > 90)) return 'longitude-first';
  if (places.some(({ second }) => Math.abs(second) > 90)) return 'latitude-first';
  return bySpeed(cues) ?? byDialect(cues);
}

/** Only a clear difference between the two readings counts. */
function bySpeed(cues: readonly Cue[]): CoordinateOrder | undefined {
  const errors = { latitude: 0, longitude: 0 };
  let compared = 0;
  let from: { start: number; place: CuePlace; speeds: number[] } | undefined;
  for (const { start, text } of cues) {
    const place = placeInCue(text);
    const speed = speedOf(text).speed;
    if (!place || speed === undefined) continue;
    from ??= { start, place, speeds: [] };
    from.speeds.push(speed);
    // Four seconds, because positions with four decimals move in steps of ten metres.
    if (start - from.start < 4) continue;
    const { first, second } = from.place;
    const expected = (from.speeds.reduce((sum, value) => sum + value, 0) / from.speeds.length) * (start - from.start);
    errors.latitude += Math.abs(distanceBetween(first, second, place.first, place.second) - expected);
    errors.longitude += Math.abs(distanceBetween(second, first, place.second, place.first) - expected);
    compared += expected;
    from = undefined;
  }
  const [better, worse] = [Math.min(errors.latitude, errors.longitude), Math.max(errors.latitude, errors.longitude)];
  if (compared < 100 || better > compared * 0.15 || worse < better * 2) return undefined;
  return errors.latitude < errors.longitude ? 'latitude-first' : 'longitude-first';
}

function byDialect(cues: readonly Cue[]): CoordinateOrder | undefined {
  const text = cues.find(({ text: found }) => /GPS\s?\(/.test(found))?.text ?? '';
  if (/GPS\s?\([^)]{1,80}\dM\)/.test(text)) return 'latitude-first';
  return /D\s[\d.]{1,12}m, H\s[\d.+-]{1,12}m/.test(text) || /HOME\s?\(/.test(text) ? 'longitude-first' : undefined;
}
