import type { Track } from '../telemetry';
import { HudTimeline } from './hud-timeline';

/** Ten points per second; the speed follows the function, with a gap from 20 to 24 s. */
function trackOf(seconds: number, speedAt: (time: number) => number): Track {
  const times = Array.from({ length: seconds * 10 + 1 }, (_, index) => index / 10).filter((t) => t <= 20 || t >= 24);
  return {
    format: 'csv',
    clock: 'relative',
    time: Float64Array.from(times),
    channels: { speed: Float64Array.from(times, speedAt) },
    gaps: [{ from: 20, to: 24 }],
    interval: 0.1,
    speedSource: 'device',
    counts: { read: times.length, rejected: 0, withoutFix: 0 },
    warnings: [],
  };
}

const wave = (time: number) => 20 + 10 * Math.sin(time);

describe('HudTimeline', () => {
  const timeline = new HudTimeline({ track: trackOf(60, wave), map: { offset: 2, rate: 1 } }, 50);

  it('follows a value within the tolerance, in far fewer pieces than moments', () => {
    const pieces = timeline.motions(({ sample }) => (sample?.speed === undefined ? undefined : [sample.speed]), 0.1);
    expect(pieces.length).toBeLessThan(timeline.moments.length / 4);
    for (const { time, sample } of timeline.moments) {
      const piece = pieces.find(({ from, to }) => from <= time && time < to);
      if (sample?.speed === undefined) {
        expect(piece).toBeUndefined();
        continue;
      }
      const { from = 0, to = 1, start = [], end = [] } = piece ?? {};
      const value = (start[0] ?? 0) + ((end[0] ?? 0) - (start[0] ?? 0)) * ((time - from) / (to - from));
      expect(Math.abs(value - sample.speed)).toBeLessThanOrEqual(0.1 + 1e-9);
    }
  });

  it('has no value in a gap, before the track and after it', () => {
    const at = (time: number) => timeline.moments.find((moment) => Math.abs(moment.time - time) < 0.01)?.sample;
    expect([at(17.9), at(19), at(21.9), at(22.1)].map((sample) => sample !== undefined)).toEqual([
      true,
      false,
      false,
      true,
    ]);
    const before = new HudTimeline({ track: trackOf(60, wave), map: { offset: -5, rate: 1 } }, 70);
    const covered = before.moments.filter(({ sample }) => sample).map(({ time }) => time);
    expect([Math.min(...covered), Math.max(...covered)]).toEqual([expect.closeTo(5, 0), expect.closeTo(65, 0)]);
  });

  it('covers all of the time with held values, each stretch up to the next', () => {
    const held = timeline.held(({ sample }) => sample?.speed?.toFixed(0));
    expect(held[0]?.from).toBe(0);
    expect(held.at(-1)?.to).toBeGreaterThanOrEqual(50);
    for (const [index, { from }] of held.entries())
      if (index > 0) expect(from).toBeCloseTo(held[index - 1]?.to ?? 0, 6);
    expect(held.every(({ value }, index) => index === 0 || value !== held[index - 1]?.value)).toBe(true);
  });

  it('takes bounded time for values that never follow a line', () => {
    const noisy = trackOf(60, (time) => (Math.round(time * 10) % 2) * 50);
    const zigzag = new HudTimeline({ track: noisy, map: { offset: 0, rate: 1 } }, 60);
    const pieces = zigzag.motions(({ sample }) => sample && [sample.speed ?? 0], 0.1);
    expect(pieces.length).toBeGreaterThan(500);
    expect(pieces.length).toBeLessThanOrEqual(zigzag.moments.length + 2);
  });
});
