import { DRIVE_START, type DrivePoint, drive } from '../../../../../test/support/telemetry/drive';
import { placeColumns, writeTable } from '../../../../../test/support/telemetry/write-text';
import { writeGpx } from '../../../../../test/support/telemetry/write-xml';
import { readTrack } from '../read-track';
import { routeOf } from '../route';
import { bufferSource } from '../telemetry-source';
import { summariseTrack } from './summarise-track';

const read = (content: Buffer) => readTrack(bufferSource(content));

/**
 * Two straights and two half circles, driven at a constant speed; the lap begins in the middle of the first straight.
 */
function oval(rate: number, laps: number): DrivePoint[] {
  const [straight, radius, speed] = [200, 50, 25];
  const lap = 2 * straight + 2 * Math.PI * radius;
  const seconds = (laps * lap) / speed;
  return Array.from({ length: Math.floor(seconds * rate) + 20 }, (_, index) => {
    const way = ((index / rate) * speed + lap - 37) % lap;
    const { x, y, course } = onOval(way, straight, radius);
    return {
      time: DRIVE_START + index / rate,
      latitude: 45 + y / 111_131.745,
      longitude: 9 + x / 78_846.835,
      altitude: 100,
      speed,
      course,
    };
  });
}

function onOval(way: number, straight: number, radius: number): { x: number; y: number; course: number } {
  const half = Math.PI * radius;
  if (way < straight) return { x: way, y: 0, course: 90 };
  if (way < straight + half) {
    const angle = (way - straight) / radius;
    return {
      x: straight + Math.sin(angle) * radius,
      y: radius - Math.cos(angle) * radius,
      course: 90 - (angle * 180) / Math.PI,
    };
  }
  if (way < 2 * straight + half) return { x: 2 * straight + half - way, y: 2 * radius, course: 270 };
  const angle = (way - 2 * straight - half) / radius;
  return {
    x: -Math.sin(angle) * radius,
    y: radius + Math.cos(angle) * radius,
    course: (270 - (angle * 180) / Math.PI + 360) % 360,
  };
}

const LAP = (2 * 200 + 2 * Math.PI * 50) / 25;

describe('the summary', () => {
  it('weights by time, so that unevenly spaced points change nothing', async () => {
    const points = drive({ rate: 10 });
    const uneven = points.filter((_, index) => index < 160 || index % 10 === 0);
    const options = { thresholds: [15] };
    const [even, thinned] = [
      await read(writeGpx(points, { speed: 'extension' })),
      await read(writeGpx(uneven, { speed: 'extension' })),
    ].map((track) => summariseTrack(track, options));
    expect(thinned!.averageSpeed).toBeCloseTo(even!.averageSpeed, 1);
    expect(thinned!.secondsAbove[0]!.seconds).toBeCloseTo(even!.secondsAbove[0]!.seconds, 1);
    expect(thinned!.score).toBe(even!.score);
  });

  it('scores 0 to 100 by the shares of time', async () => {
    const score = async (speeds: readonly (readonly [number, number])[]) =>
      summariseTrack(await read(Buffer.from(`time,speed (mph)\n${speeds.map((row) => row.join()).join('\n')}\n`)))
        .score;
    const steady = (mph: number, from: number, step: number) =>
      Array.from({ length: Math.round(100 / step) + 1 }, (_, index) => [from + index * step, mph] as const);
    expect(await score(steady(50, 0, 1))).toBe(30);
    expect(await score(steady(90, 0, 1))).toBe(76);
    expect(await score(steady(120, 0, 1))).toBe(100);
    // Ten times as many points in the slow half: 36 for the maximum, 15 for half of the time, 8 for a deviation of 20 mph.
    expect(await score([...steady(50, 0, 0.1), ...steady(90, 100.01, 1), [201.01, 90]])).toBe(59);
  });

  it('sums climbs and descents without the noise', async () => {
    const points = drive({ phases: [10, 200, 10] }).map((point, index) => ({
      ...point,
      altitude: (index < 110 ? index : 220 - index) + Math.sin(index * 2) * 0.8,
    }));
    const { elevation } = summariseTrack(await read(writeGpx(points)));
    expect(elevation!.ascent).toBeGreaterThan(104);
    expect(elevation!.ascent).toBeLessThan(113);
    expect(elevation!.descent).toBeGreaterThan(104);
    expect(elevation!.descent).toBeLessThan(113);
  });

  it('counts only the part that the video shows', async () => {
    const summary = summariseTrack(await read(writeGpx(drive())), { from: 20, to: 30 });
    expect(summary.durationSeconds).toBe(10);
    expect(summary.distanceMeters).toBeCloseTo((80 / 3.6) * 10, 0);
  });

  it.each([
    [
      'two points',
      [
        { latitude: 44.9998, longitude: 9.0007 },
        { latitude: 45.0002, longitude: 9.0007 },
      ] as const,
    ],
    ['an automatic line', 'automatic' as const],
  ])('times laps within 0.05 s at 10 Hz by %s', async (_, startLine) => {
    const track = await read(
      writeTable(
        oval(10, 4.4),
        'time,lat,lon,speed (m/s)',
        (p) => `${p.time.toFixed(3)},${placeColumns(p)},${p.speed}`,
      ),
    );
    const { laps, bestLap } = summariseTrack(track, { startLine });
    expect(laps.length).toBeGreaterThanOrEqual(3);
    for (const lap of laps) expect(Math.abs(lap.seconds - LAP)).toBeLessThan(0.05);
    for (const lap of laps) expect(lap.distanceMeters / 25 / LAP).toBeCloseTo(1, 2);
    expect(laps[bestLap!]!.seconds).toBe(Math.min(...laps.map(({ seconds }) => seconds)));
  });

  it('lists a bounded number of laps, tells how many it leaves out, and names the best of those listed', async () => {
    const [radius, around, rounds] = [11, 10, 700];
    const rows = Array.from({ length: rounds * around + 5 }, (_, second) => {
      const angle = ((second + 0.5) / around) * 2 * Math.PI;
      const [north, east] = [Math.sin(angle) * radius, Math.cos(angle) * radius];
      return `${second},${(45 + north / 111_131.745).toFixed(7)},${(9 + east / 78_846.835).toFixed(7)}`;
    });
    const track = await read(Buffer.from(`time,lat,lon\n${rows.join('\n')}\n`));
    const line = [
      { latitude: 45, longitude: 9 },
      { latitude: 45, longitude: 9.001 },
    ] as const;
    const { laps, omittedLaps, bestLap } = summariseTrack(track, { startLine: line });
    expect([laps.length, omittedLaps]).toEqual([500, rounds - 1 - 500]);
    expect(laps[bestLap!]!.seconds).toBe(Math.min(...laps.map(({ seconds }) => seconds)));
  });

  it('counts only crossings in the direction of the first', async () => {
    const way = (seconds: number) => (seconds < 30 ? seconds : seconds < 90 ? 60 - seconds : seconds - 120) * 10;
    const rows = Array.from({ length: 121 }, (_, t) => `${t},45,${(9 + way(t) / 78_846.835).toFixed(7)}`);
    const track = await read(Buffer.from(`time,lat,lon\n${rows.join('\n')}\n`));
    const line = [
      { latitude: 44.999, longitude: 9.001 },
      { latitude: 45.001, longitude: 9.001 },
    ] as const;
    const { laps } = summariseTrack(track, { startLine: line });
    expect(laps.map(({ seconds }) => seconds)).toEqual([]);
    const there = summariseTrack(track, { startLine: line, from: 0, to: 60 }).laps;
    expect(there).toEqual([]);
  });

  it('has no laps where no place is passed twice', async () => {
    expect(summariseTrack(await read(writeGpx(drive())), { startLine: 'automatic' }).laps).toEqual([]);
  });
});

describe('the route', () => {
  it('shows the clip or the whole track, simplified', async () => {
    const track = await read(writeGpx(drive({ rate: 10, turn: 3 })));
    const map = { offset: 20, rate: 1 };
    const whole = routeOf(track, { extent: 'track', map, videoSeconds: 10 });
    const clip = routeOf(track, { extent: 'clip', map, videoSeconds: 10 });
    expect([whole[0]!.time, whole.at(-1)!.time, clip[0]!.time, clip.at(-1)!.time]).toEqual([0, 60, 20, 30]);
    expect(whole.length).toBeLessThan(200);
    expect(routeOf(track, { extent: 'track', map, videoSeconds: 10, points: 12 }).length).toBeLessThanOrEqual(12);
  });
});
