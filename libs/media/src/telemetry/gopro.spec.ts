import { DRIVE_START, drive, driveLength, driveSpeed } from '../../../../test/support/telemetry/drive';
import { writeGopro } from '../../../../test/support/telemetry/write-gopro';
import { readTrack } from './read-track';
import { goproClock } from './readers/gopro-clock';
import { summariseTrack } from './summary/summarise-track';
import { bufferSource } from './telemetry-source';
import { TrackSampler } from './track-sampler';

const read = (content: Buffer) => readTrack(bufferSource(content));
const points = drive();

describe('GoPro', () => {
  it('starts with a gap until the first fix and keeps the time of the video', async () => {
    const track = await read(writeGopro(drive({ rate: 18 }), { lost: 90 }));
    expect(track.clock).toBe('video');
    expect(track.time[track.channels.latitude!.findIndex((value) => !Number.isNaN(value))]).toBeCloseTo(5, 1);
    expect(track.counts.withoutFix).toBe(90);
    expect(track.origin).toBeCloseTo(DRIVE_START, 2);
  });

  it.each([
    ['no data track', writeGopro(points, { format: 'tmcd' })],
    ['sensors but no GPS', writeGopro(points, { stream: 'none' })],
    ['no fix at all', writeGopro(points, { lost: 1_000 })],
  ])('reports missing GPS data: %s', async (_, file) => {
    await expect(read(file)).rejects.toMatchObject({ code: 'telemetry_no_gps_in_video' });
  });

  it.each([
    ['GPS5', 'five times as fast', (second: number) => second / 5],
    ['GPS9', 'five times as fast', (second: number) => second / 5],
    ['GPS5', 'at changing speed', (second: number) => second / 3 - Math.sin(second / 10)],
    ['GPS9', 'twice as slow', (second: number) => second * 2],
  ] as const)('shows the speed of the recording in a video that plays %s: %s', async (stream, _, videoSecond) => {
    const track = await read(writeGopro(drive({ rate: 18 }), { stream, videoSecond }));
    const sampler = new TrackSampler(track);
    for (const second of [8, 30, 55])
      expect(Math.abs((sampler.at(videoSecond(second))?.speed ?? 0) - driveSpeed(second, {}))).toBeLessThan(0.8);
    const summary = summariseTrack(track);
    // The last payload has no successor from which its length would follow.
    expect(Math.abs(summary.durationSeconds - 60)).toBeLessThan(4);
    expect(summary.distanceMeters / driveLength({})).toBeCloseTo(1, 2);
    expect(summary.maxSpeed).toBeCloseTo(80 / 3.6, 1);
    expect(Math.abs(track.time.at(-1)! - videoSecond(60))).toBeLessThan(1.1);
  });

  const twelve = Array.from({ length: 12 }, (_, second) => second);

  it.each([
    ['an hour late', 3_600],
    ['an hour early', -3_600],
    ['a day late', 86_400],
    ['the seconds between satellites and UTC early', -18],
  ])('plays at normal speed when the time of one payload is wrong: %s', (_, error) => {
    for (const length of [4, 5, 6, 12])
      for (const wrong of twelve.slice(0, length)) {
        const stamps = twelve
          .slice(0, length)
          .map((second) => ({ video: second, real: DRIVE_START + second + (second === wrong ? error : 0) }));
        expect([length, wrong, goproClock(stamps)]).toEqual([length, wrong, undefined]);
      }
  });

  it.each([-3_600, -18, 2, 18, 3_600])('plays at normal speed when its clock is corrected by %d s', (correction) => {
    for (const from of [1, 2, 3, 4, 11, 21])
      for (const length of [22, 40]) {
        const stamps = Array.from({ length }, (_, second) => ({
          video: second,
          real: DRIVE_START + second + (second >= from ? correction : 0),
        }));
        expect([from, length, goproClock(stamps)]).toEqual([from, length, undefined]);
      }
  });

  it.each([0, 1, 5, 10, 11])('keeps the factor of a TimeWarp when the time of payload %d is wrong', (wrong) => {
    for (const error of [3_600, -3_600]) {
      const stamps = twelve.map((second) => ({ video: second, real: 5 * second + (second === wrong ? error : 0) }));
      const { real, video } = goproClock(stamps) ?? { real: [], video: [] };
      const away = Array.from(real, (seconds, index) => seconds / 5 - (video[index] ?? 0));
      expect([away.length >= 10, away.filter((seconds) => seconds !== 0)]).toEqual([true, []]);
    }
  });

  it.each([2, 3, 4, 5, 20])('shows the speed of a drive whose payload %d has a wrong hour', async (payload) => {
    const points = drive({ rate: 18 });
    const file = writeGopro(points);
    const stamp = new Date((DRIVE_START + payload) * 1_000).toISOString();
    const written = stamp.slice(2, 19).replace(/\D/g, '');
    const at = file.indexOf(written, 0, 'latin1');
    expect(at).toBeGreaterThan(0);
    file.write(written.replace(/^(.{6})08/, '$109'), at, 'latin1');
    const track = await read(file);
    expect(track.origin).toBeCloseTo(DRIVE_START, 2);
    expect(summariseTrack(track)).toMatchObject({ maxSpeed: expect.closeTo(80 / 3.6, 1) });
    expect(summariseTrack(track).distanceMeters / driveLength({})).toBeCloseTo(1, 2);
  });

  it('believes no date after this century', async () => {
    const later = points.map((point) => ({ ...point, time: point.time + 1e14 }));
    const track = await read(writeGopro(later, { stream: 'GPS9' }));
    expect([track.clock, track.origin]).toEqual(['video', undefined]);
    expect(summariseTrack(track).maxSpeed).toBeCloseTo(80 / 3.6, 0);
  });

  it('reports a recording that was cut before its index', async () => {
    await expect(read(writeGopro(points).subarray(0, 2_000))).rejects.toMatchObject({ code: 'telemetry_malformed' });
  });
});
