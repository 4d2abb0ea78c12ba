import {
  type Alignment,
  candidateChoice,
  positionChoice,
  previewSize,
  shiftChoice,
  suggestedShift,
} from './track-choice';
import type { UploadDetails } from './upload-queries';

const alignment = { offset_seconds: 20.5, rate: 1 } as Alignment;
const failed = (extra?: Record<string, unknown>) =>
  ({
    status: 'partial',
    finished_at: '2026-04-18T12:00:00Z',
    stages: [{ stage: 'telemetry', status: 'failed', error: { code: 'telemetry_no_overlap', message: '', extra } }],
  }) as unknown as UploadDetails;

describe('the choices of a position on the track', () => {
  it('place the track where its preview was, whatever offset counted before', () => {
    expect(candidateChoice('creation_time')).toEqual({ telemetry_candidate: 'creation_time', telemetry_offset_ms: 0 });
    expect(positionChoice(alignment, 60, -0.7)).toEqual({
      telemetry_sync: [{ video_seconds: 0, track_seconds: 19.8 }],
    });
    expect(positionChoice({ ...alignment, rate: 2 }, 60, 1).telemetry_sync).toEqual([
      { video_seconds: 0, track_seconds: 21.5 },
      { video_seconds: 60, track_seconds: 141.5 },
    ]);
  });

  it('take what the error suggests, once the upload has ended', () => {
    const upload = failed({ suggested_offset_seconds: -18_380.1 });
    expect(suggestedShift(upload)).toBe(-18_380.1);
    expect(shiftChoice(-18_380.1)).toEqual({ telemetry_offset_ms: -18_380_100 });
    expect(suggestedShift({ ...upload, finished_at: null })).toBeUndefined();
    expect(suggestedShift({ ...upload, status: 'cancelled' })).toBeUndefined();
    expect([suggestedShift(failed()), suggestedShift({ ...upload, stages: [] })]).toEqual([undefined, undefined]);
  });
});

describe('the preview', () => {
  it.each([
    [3_840, 2_160, 1_280, 720],
    [1_080, 1_920, 720, 1_280],
    [320, 180, 1_280, 720],
    [1_000, 20, 1_280, 64],
  ])('of a video of %d × %d has %d × %d pixels', (width, height, wide, high) => {
    expect(previewSize({ width, height } as NonNullable<UploadDetails['video']>)).toEqual({
      width: wide,
      height: high,
    });
  });
});
