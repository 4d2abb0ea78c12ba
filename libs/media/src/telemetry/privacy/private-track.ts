import type { Track, TrackGap } from '../track';
import { type HiddenArea, hiddenAreas, meetsArea, type PrivacyZone } from './hidden-areas';

/** What overlays, and texts about a drive, do not tell. */
export interface TrackPrivacy {
  zones: readonly PrivacyZone[];
  /** A secret of the account; see `hiddenAreas`. */
  seed: string;
  /** Kilometres per hour; higher speeds are shown as `≥` this one. */
  maxShownSpeedKmh?: number;
}

/** In m/s. */
export const shownSpeedLimit = ({ maxShownSpeedKmh }: TrackPrivacy): number | undefined =>
  maxShownSpeedKmh === undefined ? undefined : maxShownSpeedKmh / 3.6;

/**
 * A track without what is private: no position and no course in the zones, no distance driven there, because the
 * remaining way at the edge of a zone would reveal how far its owner lives from it, and no speed above the limit.
 */
export function privateTrack(track: Track, privacy: TrackPrivacy): Track {
  const limit = shownSpeedLimit(privacy);
  const speed = limit !== undefined && track.channels.speed?.map((value) => (value > limit ? limit : value));
  const shown = speed ? { ...track, channels: { ...track.channels, speed } } : track;
  const areas = hiddenAreas(privacy.zones, privacy.seed);
  if (areas.length === 0) return shown;
  const spans = hiddenSpans(track, areas);
  // A track that only passes an area needs the areas, too: a simplified line must not cut the corner through them.
  return { ...(spans.length > 0 ? withoutPositions(shown, spans) : shown), areas };
}

/** From the last visible position to the next one; without end where none follows. */
function hiddenSpans({ time, channels }: Track, areas: readonly HiddenArea[]): TrackGap[] {
  const { latitude, longitude } = channels;
  const spans: TrackGap[] = [];
  let [before, open]: [number | undefined, TrackGap | undefined] = [undefined, undefined];
  const place = (row: number) => ({ latitude: latitude?.[row] ?? 0, longitude: longitude?.[row] ?? 0 });
  let visible = Number.NEGATIVE_INFINITY;
  for (let row = 0; latitude && longitude && row < time.length; row++) {
    if (Number.isNaN(latitude[row]) || Number.isNaN(longitude[row])) continue;
    // A straight way through a zone hides its end, because everything is interpolated along it.
    const isHidden = meetsArea(areas, place(before ?? row), place(row));
    before = row;
    if (isHidden) {
      if (!open) spans.push((open = { from: visible, to: Number.POSITIVE_INFINITY }));
      continue;
    }
    visible = time[row] ?? 0;
    if (open) open.to = visible;
    open = undefined;
  }
  return spans;
}

function withoutPositions(track: Track, hidden: TrackGap[]): Track {
  const { time, channels } = track;
  const { latitude, longitude, course, distance } = channels;
  const isHidden = new Uint8Array(time.length);
  let span = 0;
  for (const [row, moment] of time.entries()) {
    while (span < hidden.length && (hidden[span]?.to ?? 0) <= moment) span++;
    isHidden[row] = moment > (hidden[span]?.from ?? Number.POSITIVE_INFINITY) ? 1 : 0;
  }
  const masked = (column: Float64Array | undefined) =>
    column?.map((value, row) => (isHidden[row] ? Number.NaN : value));
  let cut = 0;
  const visibleWay = distance?.map((value, row) => {
    const driven = row > 0 ? value - (distance[row - 1] ?? 0) : 0;
    // A row is hidden, or the way to it began at a hidden one.
    if (row > 0 && (isHidden[row] || isHidden[row - 1]) && driven > 0) cut += driven;
    return value - cut;
  });
  const [places, courses] = [{ latitude: masked(latitude), longitude: masked(longitude) }, masked(course)];
  return {
    ...track,
    hidden,
    channels: {
      ...channels,
      ...(places.latitude && places.longitude && { latitude: places.latitude, longitude: places.longitude }),
      ...(courses && { course: courses }),
      ...(visibleWay && { distance: visibleWay }),
    },
  };
}
