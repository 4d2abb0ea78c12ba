import { DRIVE_START, drive } from '../../../../../test/support/telemetry/drive';
import { writeGopro } from '../../../../../test/support/telemetry/write-gopro';
import { placeColumns, writeDjiSrt, writeTable } from '../../../../../test/support/telemetry/write-text';
import { writeGpx } from '../../../../../test/support/telemetry/write-xml';
import { readTrack } from '../read-track';
import { bufferSource } from '../telemetry-source';
import type { Track } from '../track';
import { alignClips } from './align-clips';
import { type AlignmentChoice, alignTrack } from './align-track';
import { missesTrack } from './misses-track';
import type { VideoFacts } from './video-starts';

const read = (content: Buffer) => readTrack(bufferSource(content));
const dated = { seconds: 20, createdAt: DRIVE_START + 20 };

describe('the usual offset of an account', () => {
  let track: Track;
  beforeAll(async () => {
    track = await read(writeGpx(drive()));
  });
  const offsetOf = (choice: AlignmentChoice) => alignTrack(track, dated, choice).map.offset;

  it('corrects the position of a dated video, unless the video has its own offset', () => {
    expect(offsetOf({ usualOffset: 0.5 })).toBe(20.5);
    expect(offsetOf({ usualOffset: -12.3 })).toBeCloseTo(7.7);
    expect(offsetOf({ usualOffset: 0.5, offset: 2 })).toBe(22);
    expect(offsetOf({ usualOffset: 0.5, offset: 0 })).toBe(20);
    expect(offsetOf({ usualOffset: 0.5, candidate: 'creation_time' })).toBe(20.5);
  });

  it('does not answer whether an uncertain position is right', async () => {
    const written = writeTable(drive(), 'elapsed (s),lat,lon', (p) => `${p.time - DRIVE_START},${placeColumns(p)}`);
    const undated = await read(written);
    const asks = (choice: AlignmentChoice) => alignTrack(undated, { seconds: 20 }, choice).needsConfirmation;
    expect([{}, { usualOffset: 0.5 }, { usualOffset: -3 }, { usualOffset: 0.5, offset: 0 }].map(asks)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([{ offset: 0.5 }, { usualOffset: 0.5, candidate: 'start_of_track' }].map(asks)).toEqual([false, false]);
  });

  it('moves no data in the time of the video, and no moments', async () => {
    const [gopro, dji] = [await read(writeGopro(drive())), await read(writeDjiSrt(drive(), 'brackets'))];
    for (const usualOffset of [0.5, -3_600]) {
      expect(alignTrack(gopro, { seconds: 60, holdsTrack: true }, { usualOffset }).map.offset).toBe(0);
      expect(alignTrack(dji, { seconds: 60 }, { usualOffset }).map.offset).toBe(0);
      expect(offsetOf({ usualOffset, anchors: [{ video: 1, track: 31 }] })).toBe(30);
    }
    expect(alignTrack(gopro, { seconds: 60, holdsTrack: true }, { offset: 0.5 }).map.offset).toBe(0.5);
  });

  it('asks where it alone puts a video on the track', () => {
    const late = { seconds: 20, createdAt: DRIVE_START - 20 * 3_600 };
    expect(alignTrack(track, late, { usualOffset: 20 * 3_600 + 10 })).toMatchObject({
      map: { offset: 10 },
      needsConfirmation: true,
    });
    expect(() => alignTrack(track, late, { usualOffset: 0.5 })).toThrow(
      expect.objectContaining({ code: 'telemetry_no_overlap' }),
    );
  });

  it('counts where a choice is checked without the track', () => {
    const { candidates } = alignTrack(track, dated);
    const misses = (choice: AlignmentChoice) =>
      missesTrack({ candidates, span: { from: 0, to: 60 } }, dated.seconds, choice);
    expect([
      misses({ usualOffset: 40 }),
      misses({ usualOffset: 39 }),
      misses({ usualOffset: 40, offset: 1 }),
      misses({ usualOffset: 40, anchors: [{ video: 1, track: 31 }] }),
    ]).toEqual([true, false, false, false]);
  });
});

describe('an offset that brings a video onto the track', () => {
  const HOURS = 20 * 3_600;
  const late = { seconds: 20, createdAt: DRIVE_START - HOURS };
  let track: Track;
  beforeAll(async () => {
    track = await read(writeGpx(drive()));
  });

  it('asks, until a candidate or moments come with it', () => {
    const asks = (choice: AlignmentChoice) => alignTrack(track, late, choice).needsConfirmation;
    const offset = HOURS + 10;
    expect([asks({ offset }), asks({ offset, anchors: [{ video: 0, track: 10 - offset }] })]).toEqual([true, true]);
    expect([asks({ offset, candidate: 'creation_time' }), asks({ anchors: [{ video: 0, track: 10 }] })]).toEqual([
      false,
      false,
    ]);
    expect(alignTrack(track, late, { offset }).reason).toMatch(/Only the offset brings the video onto the track\.$/);
    expect(alignTrack(track, dated, { offset: 5 })).toMatchObject({
      needsConfirmation: false,
      reason: 'The creation time of the video.',
    });
  });

  it('asks where the clock is that of other clips, which lie on the track', async () => {
    const long = await read(writeGpx(drive({ phases: [16, 1_000, 10] })));
    const [early, ...others] = [-110, 300, 500].map((begin) => ({ seconds: 20, createdAt: DRIVE_START + begin }));
    const clips = [early as VideoFacts, ...others];
    const moved = alignClips(long, clips, { offset: 120 });
    expect(moved.map(({ map, needsConfirmation }) => [map.offset, needsConfirmation])).toEqual([
      [10, true],
      [420, false],
      [620, false],
    ]);
  });
});
