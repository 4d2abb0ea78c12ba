import { DRIVE_START, drive } from '../../../../../test/support/telemetry/drive';
import { writeGopro } from '../../../../../test/support/telemetry/write-gopro';
import { placeColumns, writeDjiSrt, writeTable } from '../../../../../test/support/telemetry/write-text';
import { writeGpx } from '../../../../../test/support/telemetry/write-xml';
import { readTrack } from '../read-track';
import { bufferSource } from '../telemetry-source';
import type { Track } from '../track';
import { alignTrack } from './align-track';

const HOUR = 3_600;
const read = (content: Buffer) => readTrack(bufferSource(content));
const start = DRIVE_START + 20;

describe('local time', () => {
  it.each([
    ['Milan in summer', 9.28, 2],
    ['Milan in winter', 9.28, 1],
    ['London in summer', -0.12, 1],
    ['Las Vegas', -115.18, -7],
    ['Delhi', 77.2, 5.5],
    ['Adelaide', 138.6, 9.5],
  ])('asks where a camera that writes local time fits a track of hours both ways: %s', async (_, longitude, zone) => {
    const hours = await read(writeGpx(drive({ longitude, rate: 0.02, phases: [50, 79_900, 50] })));
    const began = DRIVE_START + 40_000;
    const name = (seconds: number) => `${new Date(seconds * 1_000).toISOString().replace(/\D/g, '').slice(0, 14)}.MP4`;
    const written = began + zone * HOUR;
    for (const facts of [
      { createdAt: written, name: name(written) },
      { createdAt: written + 120, name: name(written) },
      { name: name(written) },
    ]) {
      const { needsConfirmation, candidates } = alignTrack(hours, { seconds: 120, ...facts });
      const offsets = candidates.slice(0, 6).map(({ offset }) => offset);
      expect([facts, needsConfirmation, offsets]).toEqual([facts, true, expect.arrayContaining([40_000])]);
      expect(candidates.map(({ offset }) => offset)).toContain(40_000 + zone * HOUR);
    }
    // A phone: true UTC in the container, local time in the name.
    const phone = alignTrack(hours, { seconds: 120, createdAt: began, name: name(written) });
    expect([phone.map.offset, phone.confidence, phone.needsConfirmation]).toEqual([40_000, 'high', false]);
    expect(alignTrack(hours, { seconds: 120, createdAt: began })).toMatchObject({ confidence: 'high' });
  });

  it.each([
    ['London in winter', 51.5, -0.12, '2026-01-18', 0],
    ['London before summer time', 51.5, -0.12, '2026-03-28', 0],
    ['London in summer time', 51.5, -0.12, '2026-03-29', 1],
    ['Lisbon in winter', 38.7, -9.14, '2026-11-18', 0],
    ['Reykjavik in summer', 64.1, -21.9, '2026-07-18', 0],
    ['Accra', 5.6, -0.19, '2026-07-18', 0],
    ['Madrid in winter', 40.4, -3.7, '2026-01-18', 1],
  ])('takes that of the place and the date first, and asks: %s', async (_, latitude, longitude, date, zone) => {
    const dawn = Date.parse(`${date}T06:00:00Z`) / 1_000;
    const at = { start: dawn, latitude, longitude, rate: 0.02, phases: [50, 28_700, 50] } as const;
    const day = await read(writeGpx(drive(at)));
    const written = dawn + (4 + zone) * HOUR;
    const name = `VID_${new Date(written * 1_000).toISOString().replace(/\D/g, '').slice(0, 14)}.mp4`;
    for (const facts of [{ createdAt: written, name }, { name }]) {
      const { map, needsConfirmation } = alignTrack(day, { seconds: 60, ...facts });
      expect([facts, map.offset, needsConfirmation]).toEqual([facts, 4 * HOUR, true]);
    }
  });

  it('is not in the names of phones that write UTC', async () => {
    const hours = await read(writeGpx(drive({ longitude: 9.28, rate: 0.02, phases: [50, 28_700, 50] })));
    const name = 'PXL_20260418_122000123.mp4';
    const phone = { seconds: 60, createdAt: DRIVE_START + 4 * HOUR, name };
    expect(alignTrack(hours, phone)).toMatchObject({
      map: { offset: 4 * HOUR },
      confidence: 'high',
      needsConfirmation: false,
    });
    expect(alignTrack(hours, { seconds: 60, name })).toMatchObject({
      map: { offset: 4 * HOUR },
      needsConfirmation: false,
    });
    expect(alignTrack({ ...hours, clock: 'local' }, phone).needsConfirmation).toBe(true);
  });

  it('asks where only one zone fits beside the time as written, and takes the zone first', async () => {
    const track = await read(writeGpx(drive({ longitude: 9.28, rate: 0.1, phases: [10, 4_980, 10] })));
    const facts = { seconds: 60, createdAt: start + 4_000, name: '2026_0418_092700.MP4' };
    const { map, needsConfirmation, candidates } = alignTrack(track, facts);
    expect([map.offset, needsConfirmation, candidates.map(({ id }) => id)]).toEqual([
      420,
      true,
      expect.arrayContaining(['creation_time', 'creation_time:-3600']),
    ]);
  });

  it('takes the local time in a name for a track of local time, before the UTC of its container', async () => {
    const written = (p: { time: number }) => new Date(p.time * 1_000).toISOString().slice(0, 19).replace('T', ' ');
    const points = drive({ longitude: 9.28, rate: 0.02, phases: [50, 29_900, 50] });
    const local = await read(writeTable(points, 'time,lat,lon', (p) => `${written(p)},${placeColumns(p)}`));
    const named = { seconds: 120, name: '2026_0418_122000.MP4' };
    expect(local.clock).toBe('local');
    for (const createdAt of [undefined, DRIVE_START + 4 * HOUR, DRIVE_START + 2 * HOUR]) {
      const { map, needsConfirmation } = alignTrack(local, { ...named, ...(createdAt && { createdAt }) });
      expect([createdAt, map.offset, needsConfirmation]).toEqual([createdAt, 4 * HOUR, false]);
    }
    const unnamed = alignTrack(local, { seconds: 120, createdAt: DRIVE_START + 2 * HOUR });
    expect([unnamed.needsConfirmation, unnamed.candidates.slice(0, 4).map(({ offset }) => offset)]).toEqual([
      true,
      expect.arrayContaining([4 * HOUR]),
    ]);
  });
});

describe('a track in the time of a video', () => {
  let gopro: Track;
  let dji: Track;

  beforeAll(async () => {
    gopro = await read(writeGopro(drive({ rate: 10 })));
    dji = await read(writeDjiSrt(drive(), 'brackets'));
  });

  it('is exact for its own video, whatever the stamps tell', () => {
    for (const track of [gopro, dji])
      for (const createdAt of [undefined, start, start + 400 * 24 * HOUR])
        expect(
          alignTrack(track, { seconds: 30, holdsTrack: true, ...(createdAt && { createdAt }) }, { offset: 0 }),
        ).toMatchObject({ map: { offset: 0 }, confidence: 'exact', needsConfirmation: false });
  });

  it.each([
    ['the same moment', 0],
    ['another zone', -7 * HOUR],
    ['the end of the recording', 60],
  ])('is exact for a video of its length and date: %s', (_, shift) => {
    for (const track of [gopro, dji])
      expect(alignTrack(track, { seconds: 60, createdAt: DRIVE_START + shift, name: 'x.mp4' })).toMatchObject({
        map: { offset: 0 },
        confidence: 'exact',
        needsConfirmation: false,
      });
  });

  it('needs no date in a video of its length', () => {
    for (const track of [gopro, dji])
      expect(alignTrack(track, { seconds: 60 })).toMatchObject({
        map: { offset: 0 },
        confidence: 'high',
        needsConfirmation: false,
      });
  });

  it('follows the dates in the video of another camera', () => {
    expect(alignTrack(gopro, { seconds: 30, createdAt: start, name: 'x.mp4' })).toMatchObject({
      map: { offset: 20 },
      confidence: 'high',
      needsConfirmation: false,
    });
    expect(alignTrack(gopro, { seconds: 30, createdAt: start - 7 * HOUR }).map.offset).toBe(20);
  });

  it.each([
    ['a part of the recording', { seconds: 20, createdAt: DRIVE_START }],
    ['a video of another month', { seconds: 60, createdAt: DRIVE_START + 30 * 24 * HOUR + 100 }],
    ['a video of another month and length', { seconds: 25, createdAt: DRIVE_START + 30 * 24 * HOUR + 100 }],
    ['a shorter video without a date', { seconds: 20 }],
    ['a longer video without a date', { seconds: 90 }],
  ])('asks in %s', (_, facts) => {
    for (const track of [gopro, dji]) {
      const { needsConfirmation, reason } = alignTrack(track, facts);
      expect([needsConfirmation, reason]).toEqual([true, expect.stringContaining('may be of this recording, but')]);
    }
  });
});
