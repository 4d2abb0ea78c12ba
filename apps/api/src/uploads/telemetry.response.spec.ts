import type { Upload, UploadTelemetry } from '@app/uploads';
import { TelemetryResponse } from './telemetry.response';

const telemetry = {
  format: 'gopro',
  summary: {
    points: 2,
    durationSeconds: 1,
    gapSeconds: 0,
    movingSeconds: 1,
    distanceMeters: 10,
    maxSpeed: 10,
    averageSpeed: 10,
    averageMovingSpeed: 10,
    secondsAbove: [],
    laps: [],
    score: 0,
  },
  alignment: { map: { offset: 0, rate: 1 }, coveredSeconds: 1, candidates: [], utcOffsetMinutes: -420 },
  warnings: [],
} as unknown as UploadTelemetry;

describe('the telemetry of an upload', () => {
  const shown = (upload: Pick<Upload, 'telemetry' | 'telemetryReceivedAt'>) => TelemetryResponse.of(upload as Upload);

  it('tells whether it was recorded in the video itself or is a file of its own', () => {
    expect(shown({ telemetry, telemetryReceivedAt: null })?.is_in_video).toBe(true);
    expect(shown({ telemetry, telemetryReceivedAt: new Date() })?.is_in_video).toBe(false);
  });

  it('tells the zone of local time, or that it is unknown', () => {
    const { utcOffsetMinutes: _, ...alignment } = telemetry.alignment;
    expect(shown({ telemetry, telemetryReceivedAt: null })?.alignment.utc_offset_minutes).toBe(-420);
    const unknown = { ...telemetry, alignment };
    expect(shown({ telemetry: unknown, telemetryReceivedAt: null })?.alignment.utc_offset_minutes).toBeNull();
    expect(shown({ telemetry: null, telemetryReceivedAt: null })).toBeNull();
  });
});
