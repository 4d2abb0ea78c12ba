import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { MOST_PRIVACY_ZONES, PRIVACY_RADIUS, type PrivacyZone, SHOWN_SPEED, type TrackPrivacy } from '@app/media';

/**
 * What an overlay does not tell; undefined when it tells everything.
 * @param zones each `latitude,longitude,metres`
 */
export async function hudPrivacy(
  zones: readonly string[] = [],
  maxShownSpeedKmh?: number,
): Promise<TrackPrivacy | undefined> {
  const { least, most } = SHOWN_SPEED;
  if (maxShownSpeedKmh !== undefined && !isWhole(maxShownSpeedKmh, least, most))
    throw new Error(`--max-shown-speed must be a whole number from ${least} to ${most}.`);
  if (zones.length > MOST_PRIVACY_ZONES)
    throw new Error(`--privacy-zone can be given at most ${MOST_PRIVACY_ZONES} times.`);
  if (zones.length === 0 && maxShownSpeedKmh === undefined) return undefined;
  return {
    zones: zones.map(zoneOf),
    seed: zones.length > 0 ? await ownSeed() : '',
    ...(maxShownSpeedKmh !== undefined && { maxShownSpeedKmh }),
  };
}

function zoneOf(text: string): PrivacyZone {
  const [latitude = Number.NaN, longitude = Number.NaN, radius_m = Number.NaN, ...more] = text
    .split(',')
    .map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const { least, most } = PRIVACY_RADIUS;
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  if (!isPlace || !isWhole(radius_m, least, most) || more.length > 0)
    throw new Error(
      `--privacy-zone must be latitude,longitude,metres, such as 45.6156,9.2811,300, with ${least} to ${most} metres. It is ${text}.`,
    );
  return { latitude, longitude, radius_m };
}

const isWhole = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;

/** The secret of this user, made once: a zone must have the same hidden circle in every video. */
async function ownSeed(): Promise<string> {
  const file = join(homedir(), '.reelway-privacy-seed');
  await writeFile(file, randomUUID(), { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw new Error(`The secret of your privacy zones cannot be kept: ${error.message}`);
  });
  const seed = await readFile(file, 'utf8');
  if (seed === '') throw new Error(`${file} is empty. Delete it.`);
  return seed;
}
