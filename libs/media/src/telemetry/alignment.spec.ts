import { DRIVE_START, drive } from '../../../../test/support/telemetry/drive';
import { placeColumns, writeDjiSrt, writeTable } from '../../../../test/support/telemetry/write-text';
import { writeGpx } from '../../../../test/support/telemetry/write-xml';
import { alignClips } from './alignment/align-clips';
import { alignTrack } from './alignment/align-track';
import { localZone } from './alignment/local-zone';
import { missesTrack } from './alignment/misses-track';
import type { VideoFacts } from './alignment/video-starts';
import { readTrack } from './read-track';
import { bufferSource } from './telemetry-source';
import type { Track } from './track';

const HOUR = 3_600;
const read = (content: Buffer) => readTrack(bufferSource(content));
const start = DRIVE_START + 20;
/** `20260418_082020`. */
const stampOf = (seconds: number) =>
  new Date(seconds * 1_000).toISOString().replace(/[-:]/g, '').replace('T', '_').slice(0, 15);

describe('alignment', () => {
  let track: Track;
  let long: Track;

  beforeAll(async () => {
    track = await read(writeGpx(drive({ phases: [16, 1_000, 10] })));
    long = await read(writeGpx(drive({ rate: 0.1, phases: [10, 19_980, 10] })));
  });

  it('takes the creation time when it lies on the track', () => {
    const alignment = alignTrack(track, { seconds: 30, createdAt: start });
    expect(alignment).toMatchObject({
      map: { offset: 20, rate: 1 },
      confidence: 'high',
      needsConfirmation: false,
      coveredSeconds: 30,
    });
    expect(alignment.candidates[0]).toMatchObject({ method: 'creation_time', uncertainty: 0.5 });
  });

  it.each([-9, -8, -7, -3.5, 1, 2, 5.5, 5.75, 9.5, 13])(
    'finds a camera that writes local time, %d h from UTC',
    (zone) => {
      const { map, reason, confidence } = alignTrack(track, { seconds: 30, createdAt: start + zone * HOUR });
      expect(map.offset).toBe(20);
      expect(reason).toContain('(camera clock)');
      expect(reason).toContain(zone < 0 ? '−' : '+');
      expect(confidence).not.toBe('exact');
    },
  );

  it('corrects the date of a receiver whose week counter has overflowed', async () => {
    const weeks = 1_024;
    const old = await read(writeGpx(drive({ start: DRIVE_START - weeks * 604_800, phases: [16, 1_000, 10] })));
    const { map, reason, needsConfirmation } = alignTrack(old, { seconds: 30, createdAt: start });
    expect([map.offset, needsConfirmation]).toEqual([20, false]);
    expect(reason).toContain(`${weeks} weeks too early`);
    const other = { seconds: 30, createdAt: start + 512 * 604_800 };
    expect(() => alignTrack(old, other)).toThrow(expect.objectContaining({ code: 'telemetry_no_overlap' }));
  });

  it('asks when several zones fit, the likeliest for the location first', () => {
    const { candidates, needsConfirmation } = alignTrack(long, {
      seconds: 30,
      createdAt: DRIVE_START + 9_000 - 7 * HOUR,
    });
    expect(needsConfirmation).toBe(true);
    expect(candidates.slice(0, 2).map(({ offset }) => offset)).toContain(9_000);
  });

  it('takes the stamp as the end of the recording when the file name shows it', () => {
    const facts = { seconds: 300, createdAt: start + 300, name: '2026_0418_012020.MP4' };
    const { map, reason } = alignTrack(track, facts);
    expect(map.offset).toBe(20);
    expect(reason).toContain('end of the recording');
  });

  it.each([
    '2026_0418_082020.MP4',
    'VID_20260418_082020.mp4',
    'DJI_20260418082020_0001_D.MP4',
    '2026-04-18 08-20-20.mkv',
  ])('reads the time in %s', (name) => {
    expect(alignTrack(track, { seconds: 30, name }).map.offset).toBe(20);
  });

  it('ignores the date of a camera whose clock was never set', () => {
    const { reason, confidence } = alignTrack(track, { seconds: 30, createdAt: -2_082_844_800 });
    expect({ reason, confidence }).toEqual({
      reason: expect.stringContaining('nothing confirms it'),
      confidence: 'low',
    });
  });

  it('knows without the track which choices leave the whole video without data', () => {
    const { candidates } = alignTrack(track, { seconds: 30, createdAt: start });
    const span = { from: track.time[0] ?? 0, to: track.time.at(-1) ?? 0 };
    const misses = (choice: Parameters<typeof missesTrack>[2]) => missesTrack({ candidates, span }, 30, choice);
    for (const choice of [
      {},
      { offset: -49.9 },
      { offset: span.to - 20.1 },
      { candidate: 'start_of_track' },
      { anchors: [{ video: 29, track: 1 }], offset: 0 } as const,
    ])
      expect([
        choice,
        misses(choice),
        alignTrack(track, { seconds: 30, createdAt: start }, choice).coveredSeconds > 0,
      ]).toEqual([choice, false, true]);
    for (const choice of [
      { offset: -50 },
      { offset: span.to - 20 },
      { candidate: 'start_of_track', offset: -30 },
      { anchors: [{ video: 30, track: 0 }] } as const,
    ]) {
      expect([choice, misses(choice)]).toEqual([choice, true]);
      expect(() => alignTrack(track, { seconds: 30, createdAt: start }, choice)).toThrow(
        expect.objectContaining({ code: 'telemetry_no_overlap' }),
      );
    }
  });

  it('shifts by the offset of the user, forwards and backwards', () => {
    for (const offset of [-12.3, 0.1, 30])
      expect(alignTrack(track, { seconds: 30, createdAt: start }, { offset }).map.offset).toBeCloseTo(20 + offset, 6);
    for (const offset of [0.05, 86_400.1, Number.NaN])
      expect(() => alignTrack(track, { seconds: 30, createdAt: start }, { offset })).toThrow(
        expect.objectContaining({ code: 'telemetry_invalid_alignment' }),
      );
  });

  it('refuses times that do not overlap and suggests an offset that does', () => {
    const facts = { seconds: 30, createdAt: DRIVE_START - 20 * HOUR };
    const failure = catching(() => alignTrack(track, facts));
    expect(failure).toMatchObject({ code: 'telemetry_no_overlap' });
    const { suggested_offset_seconds: offset } = failure.options.extra as { suggested_offset_seconds: number };
    expect(alignTrack(track, facts, { offset }).coveredSeconds).toBeCloseTo(30, 3);
    expect(catching(() => alignTrack(track, { seconds: 30, createdAt: start }, { offset: 7_200 }))).toMatchObject({
      code: 'telemetry_no_overlap',
    });
    // The suggestion replaces the offset that was tried.
    for (const tried of [7_200, -600.5]) {
      const away = catching(() => alignTrack(track, { seconds: 30, createdAt: start }, { offset: tried }));
      const { suggested_offset_seconds: better } = away.options.extra as { suggested_offset_seconds: number };
      expect(alignTrack(track, { seconds: 30, createdAt: start }, { offset: better }).coveredSeconds).toBeCloseTo(
        30,
        1,
      );
    }
    const yearLater = catching(() => alignTrack(track, { seconds: 30, createdAt: start + 400 * 24 * HOUR }));
    expect(yearLater).toMatchObject({ code: 'telemetry_no_overlap', options: { extra: {} } });
    expect(yearLater.options.extra).not.toHaveProperty('suggested_offset_seconds');
  });

  it('follows two moments, with the drift between them', () => {
    const { map } = alignTrack(
      track,
      { seconds: 600, createdAt: 1 },
      {
        anchors: [
          { video: 10, track: 50 },
          { video: 510, track: 550.5 },
        ],
      },
    );
    expect(map.rate).toBeCloseTo(1.001, 6);
    expect(map.offset).toBeCloseTo(39.99, 6);
    const backwards = [
      { video: 10, track: 50 },
      { video: 60, track: 20 },
    ] as const;
    expect(catching(() => alignTrack(track, { seconds: 600 }, { anchors: backwards }))).toMatchObject({
      code: 'telemetry_invalid_alignment',
    });
  });

  it('runs at the factor of a time lapse', () => {
    const { map, coveredSeconds } = alignTrack(track, { seconds: 30, createdAt: start, rate: 10 });
    expect({ ...map, coveredSeconds }).toEqual({ offset: 20, rate: 10, coveredSeconds: 30 });
  });

  it('starts a track of unknown time with the video, and says how certain that is', async () => {
    const relative = await read(
      writeTable(drive(), 'elapsed (s),lat,lon', (p) => `${(p.time - DRIVE_START + 5).toFixed(1)},${placeColumns(p)}`),
    );
    expect(alignTrack(relative, { seconds: 20, createdAt: start })).toMatchObject({
      map: { offset: 5 },
      confidence: 'low',
      needsConfirmation: true,
    });
    expect(alignTrack(relative, { seconds: 60 })).toMatchObject({ map: { offset: 5 }, confidence: 'medium' });
    // Moments count on the same clock as the offset.
    const at = (seconds: number) => ({ anchors: [{ video: 0, track: seconds }] as const });
    expect(alignTrack(relative, { seconds: 20 }, at(15)).map.offset).toBe(15);
    expect(() => alignTrack(relative, { seconds: 2 }, at(2))).toThrow(
      expect.objectContaining({ code: 'telemetry_no_overlap' }),
    );
  });

  describe('tells the local time', () => {
    let near: Track;
    beforeAll(async () => {
      near = await read(writeGpx(drive({ phases: [16, 1_000, 10], latitude: 45.6, longitude: 9.3 })));
    });
    const zoneOf = (video: Partial<VideoFacts>) => alignTrack(near, { seconds: 30, ...video }).utcOffsetMinutes;

    it('by the name of a video whose creation time is UTC', () => {
      expect(zoneOf({ createdAt: start, name: `VID_${stampOf(start + 2 * HOUR)}.mp4` })).toBe(120);
    });

    it('by a creation time that is local, and by a name that is the only time', () => {
      expect(zoneOf({ createdAt: start + HOUR })).toBe(60);
      expect(zoneOf({ name: `${stampOf(start + 2 * HOUR)}.mp4` })).toBe(120);
    });

    it('not by clocks with UTC, with an impossible zone or with that of another continent', () => {
      expect(zoneOf({ createdAt: start, name: `PXL_${stampOf(start)}.mp4` })).toBeUndefined();
      expect(zoneOf({ createdAt: start })).toBeUndefined();
      expect(zoneOf({ createdAt: start, name: `VID_${stampOf(start + 2.25 * HOUR)}.mp4` })).toBeUndefined();
      expect(zoneOf({ createdAt: start, name: `VID_${stampOf(start - 7 * HOUR)}.mp4` })).toBeUndefined();
    });

    it('not by the end of a recording that is as long as a zone, and not beside local times', () => {
      expect(localZone(near, { seconds: HOUR, createdAt: start + HOUR }, 20)).toBeUndefined();
      expect(localZone(near, { seconds: 30, createdAt: start + HOUR }, 20)).toBe(60);
      expect(localZone({ ...near, clock: 'local' }, { seconds: 30, createdAt: start + HOUR }, 20)).toBeUndefined();
    });
  });
});

describe('several clips on one track', () => {
  it('ask where several zones fit all of them alike', async () => {
    const day = await read(writeGpx(drive({ longitude: 9.28, rate: 0.02, phases: [50, 39_900, 50] })));
    const clips = [15_000, 17_000, 19_000].map((offset) => {
      const at = new Date((DRIVE_START + offset + 2 * HOUR) * 1_000);
      return { seconds: 60, createdAt: at.getTime() / 1_000, name: `${at.toISOString().replace(/\D/g, '')}.MP4` };
    });
    expect(alignClips(day, clips).map(({ needsConfirmation }) => needsConfirmation)).toEqual([true, true, true]);
    const chosen = alignClips(day, clips, { candidate: 'creation_time:-7200' });
    expect(chosen.map(({ map, needsConfirmation }) => [map.offset, needsConfirmation])).toEqual([
      [15_000, false],
      [17_000, false],
      [19_000, false],
    ]);
  });

  it('follow each other when they are chapters of one recording', async () => {
    const track = await read(writeGpx(drive({ phases: [16, 1_000, 10] })));
    const clips = ['GX020123.MP4', 'GX010123.MP4', 'GX030123.MP4'].map((name) => ({
      name,
      seconds: 100,
      createdAt: start,
    }));
    expect(alignClips(track, clips).map(({ map }) => map.offset)).toEqual([120, 20, 220]);
  });

  it('share the error of the camera clock, which settles what a single clip leaves open', async () => {
    const track = await read(writeGpx(drive({ rate: 0.1, phases: [10, 8_980, 10] })));
    const clips = [100, 4_000, 8_800].map((offset) => ({ seconds: 60, createdAt: DRIVE_START + offset - 7 * HOUR }));
    const settled = alignClips(track, clips);
    expect(settled.map(({ map }) => map.offset)).toEqual([100, 4_000, 8_800]);
    expect(settled.some(({ needsConfirmation }) => needsConfirmation)).toBe(false);
  });

  it('leave the one whose camera recorded the track at its exact position', async () => {
    const dji = await read(writeDjiSrt(drive(), 'brackets'));
    // The clock of the data is 1 s ahead of that of the videos.
    const own = { seconds: 60, createdAt: DRIVE_START - 2 * HOUR - 1, name: 'DJI_0001.MP4' };
    const later = { seconds: 20, createdAt: DRIVE_START - 2 * HOUR + 30, name: 'DJI_0002.MP4' };
    for (const others of [[], [{ seconds: 60, name: 'b.mp4' }], [later], [later, later]]) {
      const [alignment] = alignClips(dji, [own, ...others]);
      expect([others.length, alignment]).toEqual([
        others.length,
        expect.objectContaining({ map: { offset: 0, rate: 1 }, confidence: 'exact', needsConfirmation: false }),
      ]);
    }
  });
});

function catching(act: () => unknown): Error & { options: { extra?: object } } {
  try {
    act();
  } catch (error) {
    return error as Error & { options: { extra?: object } };
  }
  throw new Error('nothing was thrown');
}
