import fc from 'fast-check';
import { drive } from '../../../../test/support/telemetry/drive';
import { writeGpx } from '../../../../test/support/telemetry/write-xml';
import { HudTimeline } from '../hud/hud-timeline';
import { hiddenAreas, type PrivacyZone } from './privacy/hidden-areas';
import { privateTrack } from './privacy/private-track';
import { readTrack } from './read-track';
import { type RoutePoint, routeOf } from './route';
import type { Place } from './summary/start-line';
import { summariseTrack } from './summary/summarise-track';
import { bufferSource } from './telemetry-source';
import type { Track } from './track';
import { TrackSampler } from './track-sampler';

const SEED = 'of the account';
const HOME = { latitude: 36.1361, longitude: -115.1784 };
const WHOLE = { offset: 0, rate: 1 };

/** Metres between two places on a sphere, written independently of the product. */
function metersBetween(a: Place, b: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const cosines = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude));
  return 2 * 6_371_009 * Math.asin(Math.sqrt(Math.sin(north / 2) ** 2 + cosines * Math.sin(east / 2) ** 2));
}

/** Points along every drawn line, ten metres apart. */
function* drawn(route: readonly RoutePoint[]): Generator<Place> {
  for (const [index, point] of route.entries()) {
    yield point;
    const before = route[index - 1];
    if (!before || point.starts) continue;
    const steps = Math.ceil(metersBetween(before, point) / 10);
    for (let step = 1; step < steps; step++) {
      const share = step / steps;
      yield {
        latitude: before.latitude + (point.latitude - before.latitude) * share,
        longitude: before.longitude + (point.longitude - before.longitude) * share,
      };
    }
  }
}

/** A sphere and the ellipsoid differ by up to half a percent. */
const isInside = (zone: PrivacyZone, place: Place) => metersBetween(zone, place) < zone.radius_m * 0.994;

function trackOf(places: readonly Place[], interval: number): Track {
  const time = Float64Array.from(places, (_, index) => index * interval);
  const latitude = Float64Array.from(places, (place) => place.latitude);
  const longitude = Float64Array.from(places, (place) => place.longitude);
  return {
    format: 'gpx',
    clock: 'relative',
    time,
    channels: { latitude, longitude, course: time.map(() => 90), speed: time.map(() => 10) },
    gaps: [],
    interval,
    speedSource: 'positions',
    counts: { read: places.length, rejected: 0, withoutFix: 0 },
    warnings: [],
  };
}

/** Steps of 3 to 100 m in directions that change as on roads. */
const tracks = fc
  .record({
    latitude: fc.integer({ min: -70, max: 70 }),
    longitude: fc.constantFrom<number>(0, 9.2, -115, 179.999),
    pace: fc.constantFrom(3, 30, 100),
    turns: fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 60, maxLength: 300 }),
    interval: fc.constantFrom(0.1, 1, 10),
  })
  .map(({ latitude, longitude, pace, turns, interval }) => {
    let place: Place = { latitude, longitude };
    let course = 0;
    const places = turns.map((turn) => {
      course += turn / 100;
      place = moved(place, pace * Math.cos(course), pace * Math.sin(course));
      return place;
    });
    return { places, track: trackOf(places, interval), seconds: (places.length - 1) * interval };
  });

function moved({ latitude, longitude }: Place, north: number, east: number): Place {
  const turned = longitude + east / (111_320 * Math.cos((latitude * Math.PI) / 180));
  return { latitude: latitude + north / 111_320, longitude: turned > 180 ? turned - 360 : turned };
}

/** At most two radii from a point of the track. */
const zoneChoices = fc.array(
  fc.record({
    row: fc.nat(299),
    north: fc.integer({ min: -20, max: 20 }),
    radius_m: fc.constantFrom(50, 80, 400, 5_000),
  }),
  { minLength: 1, maxLength: 5 },
);

const zonesAt = (places: readonly Place[], choices: readonly { row: number; north: number; radius_m: number }[]) =>
  choices.map(({ row, north, radius_m }): PrivacyZone => {
    const near = places[row % places.length] as Place;
    return { ...moved(near, (north / 10) * radius_m, 0), radius_m };
  });

describe('hidden areas', () => {
  it('contain their zone, are up to 30 % larger and have another centre', () => {
    for (let number = 0; number < 200; number++) {
      const zone = { ...HOME, radius_m: 50 + number * 20 };
      const [area] = hiddenAreas([zone], SEED);
      if (!area) throw new Error('the zone has no area');
      const away = metersBetween(zone, area);
      expect(area.radius).toBeGreaterThanOrEqual(zone.radius_m * 1.15);
      expect(area.radius).toBeLessThanOrEqual(zone.radius_m * 1.3);
      expect(away).toBeGreaterThan(0);
      expect(away + zone.radius_m).toBeLessThanOrEqual(area.radius * 1.002);
    }
  });

  it('stay the same for a zone, and differ between accounts', () => {
    const zone = { ...HOME, radius_m: 200 };
    expect(hiddenAreas([zone], SEED)).toEqual(hiddenAreas([zone, zone].slice(1), SEED));
    expect(hiddenAreas([zone], 'of another account')).not.toEqual(hiddenAreas([zone], SEED));
  });
});

describe('a private track', () => {
  it('has no drawn point in any zone, however coarse track and map are', () => {
    const seen = { lines: 0, hidden: 0 };
    fc.assert(
      fc.property(tracks, zoneChoices, fc.constantFrom(8, 240), ({ places, track, seconds }, choices, points) => {
        const zones = zonesAt(places, choices);
        const shown = privateTrack(track, { zones, seed: SEED });
        const tells = (place: Place) => zones.some((zone) => isInside(zone, place));
        const route = routeOf(shown, { extent: 'track', map: WHOLE, videoSeconds: seconds, points });
        seen.lines += route.length;
        seen.hidden += shown.hidden?.length ?? 0;
        expect([...drawn(route)].find(tells)).toBeUndefined();
        const sampler = new TrackSampler(shown);
        const moments = Array.from({ length: 600 }, (_, index) => sampler.at((seconds * index) / 599));
        expect(moments.find((sample) => sample?.latitude !== undefined && tells(sample as Place))).toBeUndefined();
      }),
      { numRuns: 60 },
    );
    expect(seen.lines).toBeGreaterThan(500);
    expect(seen.hidden).toBeGreaterThan(60);
  });

  it('does not move along a straight line through a zone', () => {
    const [west, east] = [moved(HOME, 20, -400), moved(HOME, 20, 400)];
    const track = trackOf([moved(HOME, 20, -800), west, east, moved(HOME, 20, 800)], 10);
    const shown = privateTrack(track, { zones: [{ ...HOME, radius_m: 100 }], seed: SEED });
    const sampler = new TrackSampler(shown);
    expect(sampler.at(9.9)?.longitude).toBeCloseTo(west.longitude, 4);
    for (const moment of [10.1, 15, 19.9]) expect(sampler.at(moment)).toEqual({ speed: 10 });
    expect(routeOf(shown, { extent: 'track', map: WHOLE, videoSeconds: 30 }).map(({ time }) => time)).toEqual([
      0, 10, 30,
    ]);
  });

  it('does not join the ends of a detour into a zone', () => {
    const way = [
      [-900, 0],
      [-600, 0],
      [-250, 50],
      [0, 20],
      [-250, -50],
      [-600, -10],
      [-900, -10],
    ] as const;
    const track = trackOf(
      way.map(([north, east]) => moved(HOME, north, east)),
      10,
    );
    const shown = privateTrack(track, { zones: [{ ...HOME, radius_m: 200 }], seed: SEED });
    const route = routeOf(shown, { extent: 'track', map: WHOLE, videoSeconds: 60 });
    expect(route.filter(({ starts }) => starts)).toHaveLength(2);
  });

  it('is the same track where no zone is near', async () => {
    const track = await readTrack(bufferSource(writeGpx(drive())));
    const far = { latitude: 48.2, longitude: 16.4, radius_m: 5_000 };
    const { areas, ...shown } = privateTrack(track, { zones: [far], seed: SEED });
    expect(areas).toHaveLength(1);
    expect(shown).toEqual(track);
  });

  it('has a line that follows a bend around a zone, however coarse the map is', () => {
    const zone = { ...HOME, radius_m: 100 };
    // A quarter of a circle around the zone, outside the hidden area. A straight line between its ends and those of the
    // way would cross the zone.
    const bend = Array.from({ length: 46 }, (_, step) => {
      const angle = (step * 2 * Math.PI) / 180;
      return moved(HOME, 170 * Math.cos(angle), 170 * Math.sin(angle));
    });
    const way = [moved(HOME, 170, -2_000), ...bend, moved(HOME, -2_000, 170)];
    const shown = privateTrack(trackOf(way, 1), { zones: [zone], seed: SEED });
    const route = routeOf(shown, { extent: 'track', map: WHOLE, videoSeconds: 47, tolerance: 500 });
    expect(shown.hidden).toBeUndefined();
    expect(route.length).toBeLessThan(10);
    expect([...drawn(route)].filter((place) => isInside(zone, place))).toEqual([]);
  });

  describe('that starts and ends at home', () => {
    let track: Track;
    let shown: Track;
    beforeAll(async () => {
      // Once around a circle with a circumference of 2 km.
      track = await readTrack(bufferSource(writeGpx(drive({ phases: [10, 80, 10], turn: 4, rate: 1 }))));
      shown = privateTrack(track, { zones: [{ ...HOME, radius_m: 150 }], seed: SEED });
    });

    it('leaves one line open at both ends', () => {
      const route = routeOf(shown, { extent: 'track', map: WHOLE, videoSeconds: 100 });
      expect(route.filter(({ starts }) => starts)).toHaveLength(1);
      expect(route[0]?.time).toBeGreaterThan(10);
      expect(route.at(-1)?.time).toBeLessThan(95);
      expect(shown.hidden).toHaveLength(2);
    });

    it('tells neither course nor way in the zone, so that the remaining way does not end at home', () => {
      const timeline = new HudTimeline({ track: shown, map: WHOLE, extent: 'track' }, 100);
      const { from, to } = timeline.distances();
      const visible = shown.hidden?.[1]?.from ?? 0;
      const sampler = new TrackSampler(shown);
      expect(to - (sampler.at(visible)?.distance ?? 0)).toBeCloseTo(0);
      expect(sampler.at(3)).toMatchObject({ distance: from, speed: expect.any(Number) });
      expect(sampler.at(3)?.course).toBeUndefined();
      expect(sampler.at(3)?.latitude).toBeUndefined();
      expect(summariseTrack(track).distanceMeters - (to - from)).toBeGreaterThan(300);
    });

    it('has no laps whose line lies in the zone', async () => {
      const gpx = writeGpx(drive({ phases: [10, 300, 10], turn: 4 }));
      const rounds = await readTrack(bufferSource(gpx));
      const line = [
        { latitude: HOME.latitude - 0.002, longitude: HOME.longitude + 0.0003 },
        { latitude: HOME.latitude + 0.002, longitude: HOME.longitude + 0.0003 },
      ] as const;
      const hidden = privateTrack(rounds, { zones: [{ ...HOME, radius_m: 300 }], seed: SEED });
      expect(summariseTrack(rounds, { startLine: line }).laps.length).toBeGreaterThan(1);
      expect(summariseTrack(hidden, { startLine: line }).laps).toEqual([]);
    });
  });

  it('shows no speed above the limit, and nothing else differently', async () => {
    const track = await readTrack(bufferSource(writeGpx(drive({ cruise: 130 / 3.6 }))));
    const shown = privateTrack(track, { zones: [], seed: SEED, maxShownSpeedKmh: 100 });
    expect(summariseTrack(track).maxSpeed * 3.6).toBeGreaterThan(125);
    expect(Math.max(...(shown.channels.speed ?? []))).toBe(100 / 3.6);
    expect(shown.channels.speed?.[3]).toBe(track.channels.speed?.[3]);
    expect({ ...shown.channels, speed: 0 }).toEqual({ ...track.channels, speed: 0 });
  });
});
