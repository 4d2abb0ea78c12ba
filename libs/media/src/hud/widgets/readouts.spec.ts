import type { Track } from '../../telemetry';
import { HudTimeline } from '../hud-timeline';
import { clockReadout } from './readouts';

const track: Track = {
  format: 'gpx',
  clock: 'utc',
  origin: Date.UTC(2026, 3, 18, 1, 0, 0) / 1_000,
  time: Float64Array.of(0, 60),
  channels: { speed: Float64Array.of(10, 10) },
  gaps: [],
  interval: 60,
  speedSource: 'device',
  counts: { read: 2, rejected: 0, withoutFix: 0 },
  warnings: [],
};

function shown(telemetry: { track: Track; utcOffsetMinutes?: number }) {
  const { label, textAt } = clockReadout(new HudTimeline({ map: { offset: 5, rate: 1 }, ...telemetry }, 30));
  return [label, textAt({ time: 0, sample: undefined })];
}

describe('the clock', () => {
  it('shows local time and its date where the zone is known', () => {
    expect(shown({ track, utcOffsetMinutes: -420 })).toEqual(['2026-04-17', '18:00:05']);
    expect(shown({ track, utcOffsetMinutes: 0 })).toEqual(['2026-04-18', '01:00:05']);
  });

  it('names UTC where the zone is unknown', () => {
    expect(shown({ track })).toEqual(['2026-04-18 UTC', '01:00:05']);
    expect(shown({ track: { ...track, clock: 'video', format: 'gopro' } })).toEqual(['2026-04-18 UTC', '01:00:05']);
  });

  it('shows the local times of a track, and the time of the video without any, as they are', () => {
    expect(shown({ track: { ...track, clock: 'local' } })).toEqual(['2026-04-18', '01:00:05']);
    expect(shown({ track: { ...track, clock: 'video', format: 'dji-srt' } })).toEqual(['2026-04-18', '01:00:05']);
    const { origin: _, ...relative } = track;
    expect(shown({ track: { ...relative, clock: 'relative' } })).toEqual(['TIME', '00:00:00']);
  });
});
