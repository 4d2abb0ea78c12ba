import * as fc from 'fast-check';
import { drive, driveLength } from '../../../../test/support/telemetry/drive';
import { placeColumns, writeTable } from '../../../../test/support/telemetry/write-text';
import { writeGpx } from '../../../../test/support/telemetry/write-xml';
import { readTrack } from './read-track';
import { summariseTrack } from './summary/summarise-track';
import { bufferSource } from './telemetry-source';
import { TrackSampler } from './track-sampler';

const read = (content: Buffer | string) => readTrack(bufferSource(Buffer.from(content)));
const codes = (track: { warnings: { code: string }[] }) => track.warnings.map(({ code }) => code);

describe('cleaning', () => {
  it('sorts points that come out of order, with the same result as in order', async () => {
    const points = drive();
    const orders = fc.shuffledSubarray(points, { minLength: points.length, maxLength: points.length });
    const expected = summariseTrack(await read(writeGpx(points)));
    await fc.assert(
      fc.asyncProperty(orders, async (shuffled) => {
        expect(summariseTrack(await read(writeGpx(shuffled)))).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  it.each([1, 5, 10])('removes positions that cannot be reached, at %i Hz', async (rate) => {
    const points = drive({ rate });
    const spiked = points.map((point, index) =>
      index % (11 * rate) === 7 ? { ...point, latitude: point.latitude + 0.0009 } : point,
    );
    const planted = points.filter((_, index) => index % (11 * rate) === 7).length;
    const track = await read(writeGpx(spiked));
    const summary = summariseTrack(track);
    expect(track.counts.rejected).toBe(planted);
    expect(summary.maxSpeed).toBeLessThan((80 / 3.6) * 1.02);
    expect(summary.distanceMeters / driveLength({})).toBeCloseTo(1, 2);
  });

  it('is not misled by a wrong first position', async () => {
    const points = drive();
    points[0] = { ...points[0]!, latitude: 0.5, longitude: 0.5 };
    const track = await read(writeGpx(points));
    expect(track.counts.rejected).toBe(1);
    expect(track.channels.distance!.at(-1)! / driveLength({})).toBeCloseTo(1, 2);
  });

  it('continues at another place after a loss of signal', async () => {
    const points = drive();
    const moved = points.map((point, index) =>
      index < 30 ? point : { ...point, longitude: point.longitude + 0.2, time: point.time + 60 },
    );
    const track = await read(writeGpx(moved));
    expect(track.counts.rejected).toBe(0);
    expect(track.gaps).toEqual([{ from: 29, to: 90 }]);
  });

  it('keeps a launch of more than one g and an aeroplane', async () => {
    for (const options of [
      { cruise: 55, phases: [5, 20, 6] as const, rate: 5 },
      { cruise: 250, phases: [60, 60, 60] as const },
    ]) {
      const track = await read(writeGpx(drive(options)));
      expect(track.counts.rejected).toBe(0);
      expect(summariseTrack(track).maxSpeed / options.cruise).toBeCloseTo(1, 2);
    }
  });

  it('replaces isolated impossible speeds', async () => {
    const points = drive({ rate: 5 });
    const track = await read(
      writeTable(
        points,
        'time,lat,lon,speed_kmh',
        (p, index) => `${p.time},${placeColumns(p)},${index === 150 ? 333 : p.speed * 3.6}`,
      ),
    );
    expect(codes(track)).toContain('speeds_replaced');
    expect(summariseTrack(track).maxSpeed * 3.6).toBeCloseTo(80, 1);
  });

  it('drops dates from before the receiver knew the day', async () => {
    const points = drive().map((point, index) => (index < 3 ? { ...point, time: 315_964_800 + index } : point));
    const track = await read(writeGpx(points));
    expect(codes(track)).toContain('time_outliers');
    expect(summariseTrack(track).durationSeconds).toBe(57);
  });

  it('does not count the drift of a receiver while the car stands still', async () => {
    const still = Array.from({ length: 120 }, (_, index) => ({
      ...drive()[0]!,
      time: 1_776_500_400 + index,
      latitude: 47 + Math.sin(index) * 3e-6,
      longitude: 8 + Math.cos(index * 1.3) * 3e-6,
    }));
    const track = await read(writeTable(still, 'time,lat,lon,speed_kmh', (p) => `${p.time},${placeColumns(p)},0.3`));
    expect(summariseTrack(track).distanceMeters).toBe(0);
  });

  it('does not mistake noise at a high rate for distance', async () => {
    const points = drive({ rate: 10 }).map((point, index) => ({
      ...point,
      latitude: point.latitude + Math.sin(index * 2.1) * 7e-6,
      longitude: point.longitude + Math.cos(index * 1.7) * 7e-6,
    }));
    for (const speed of ['none', 'extension'] as const) {
      const { distanceMeters } = summariseTrack(await read(writeGpx(points, { speed })));
      expect(Math.abs(distanceMeters / driveLength({}) - 1)).toBeLessThan(0.015);
    }
  });

  it('changes nothing but times when a constant is added to them', async () => {
    const base = summariseTrack(await read(writeGpx(drive())));
    const later = summariseTrack(await read(writeGpx(drive({ start: 1_900_000_000 }))));
    expect(later).toEqual(base);
  });
});

describe('the sampler', () => {
  it('returns nothing inside a gap, before the start and after the end', async () => {
    const points = drive().filter((_, index) => index <= 20 || index >= 33);
    const track = await read(writeGpx(points));
    const sampler = new TrackSampler(track);
    expect(track.gaps).toEqual([{ from: 20, to: 33 }]);
    for (const moment of [20.1, 26, 32.9, -1.1, 61.1]) expect(sampler.at(moment)).toBeUndefined();
    for (const moment of [20, 33, 0, 60]) expect(sampler.at(moment)).toBeDefined();
  });

  it('interpolates, in any order of moments, and headings across north', async () => {
    const track = await read(writeGpx(drive({ course: 350, turn: 1 }), { speed: 'extension' }));
    const sampler = new TrackSampler(track);
    const asked = [30.5, 5.25, 58.9, 9.5, 10.5, 30.5];
    const courses = asked.map((moment) => sampler.at(moment)!.course!);
    expect(courses.map((course) => Math.round(course * 10) / 10)).toEqual([20.5, 355.3, 48.9, 359.5, 0.5, 20.5]);
    expect(sampler.at(8)!.speed! * 3.6).toBeCloseTo(40, 2);
    expect(sampler.at(8.5)!.speed! * 3.6).toBeCloseTo(42.5, 2);
  });

  it('derives lateral force and lean in a bend, positive to the right', async () => {
    const track = await read(writeGpx(drive({ rate: 5, turn: 12, cruise: 12 })));
    const { lateralG, lean } = new TrackSampler(track).at(30)!;
    const expected = (12 * 12 * (Math.PI / 180)) / 9.80665;
    expect(lateralG).toBeCloseTo(expected, 2);
    expect(lean).toBeCloseTo((Math.atan(expected) * 180) / Math.PI, 0);
  });
});
