import { createHash } from 'node:crypto';
import { metersPerDegree } from '../geodesy';
import type { Place } from '../summary/start-line';

/** Number of zones of an account, and of one upload. */
export const MOST_PRIVACY_ZONES = 5;
/** Metres. */
export const PRIVACY_RADIUS = { least: 50, most: 5_000 } as const;
/** Kilometres per hour. */
export const SHOWN_SPEED = { least: 1, most: 1_000 } as const;

/** A place whose surroundings no overlay shows. */
export interface PrivacyZone extends Place {
  /** Metres. */
  radius_m: number;
}

/** A circle that contains a zone. */
export interface HiddenArea extends Place {
  /** Metres. */
  radius: number;
}

/** Shares of the radius by which a circle is larger than its zone. */
const [LEAST_GROWTH, MOST_GROWTH] = [0.15, 0.3];

/**
 * The circles that are hidden. Each is larger than its zone and has another centre, because the ends of a few routes
 * reveal the centre of the circle at which they end. A zone always gets the same circle: several would reveal it, too.
 * @param seed a secret of the account, so that nobody can compute the centre back
 */
export const hiddenAreas = (zones: readonly PrivacyZone[], seed: string): HiddenArea[] =>
  zones.map(({ latitude, longitude, radius_m }) => {
    const [growth, way, angle] = shares(`${seed} ${latitude} ${longitude} ${radius_m}`);
    const radius = radius_m * (1 + LEAST_GROWTH + (MOST_GROWTH - LEAST_GROWTH) * growth);
    // The circle still contains the zone. The root spreads the centres evenly over the possible ones.
    const distance = (radius - radius_m) * Math.sqrt(way);
    const scale = metersPerDegree(latitude);
    return {
      latitude: latitude + (distance * Math.cos(2 * Math.PI * angle)) / scale.north,
      longitude: longitude + (distance * Math.sin(2 * Math.PI * angle)) / Math.max(1, scale.east),
      radius,
    };
  });

/** Three numbers from 0 to 1 that look random. */
function shares(text: string): [number, number, number] {
  const digest = createHash('sha256').update(text).digest();
  const share = (index: number) => digest.readUInt32LE(index * 4) / 2 ** 32;
  return [share(0), share(1), share(2)];
}

/** Whether the straight line between two places, as a map draws it, meets one of the circles. */
export const meetsArea = (areas: readonly HiddenArea[], from: Place, to: Place): boolean =>
  areas.some((area) => {
    const scale = metersPerDegree(area.latitude);
    const local = ({ latitude, longitude }: Place) => ({
      x: (((((longitude - area.longitude) % 360) + 540) % 360) - 180) * scale.east,
      y: (latitude - area.latitude) * scale.north,
    });
    const [a, b] = [local(from), local(to)];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const length = dx * dx + dy * dy;
    const share = length > 0 ? Math.min(1, Math.max(0, -(a.x * dx + a.y * dy) / length)) : 0;
    return Math.hypot(a.x + share * dx, a.y + share * dy) <= area.radius;
  });
