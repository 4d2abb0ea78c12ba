import { DRIVE_START, type DrivePoint, drive } from '../../../../../test/support/telemetry/drive';
import { placeColumns } from '../../../../../test/support/telemetry/write-text';
import { fieldOf } from '../fields';
import { readTrack } from '../read-track';
import { summariseTrack } from '../summary/summarise-track';
import { bufferSource } from '../telemetry-source';
import { tableTime } from './csv-time';

const read = (lines: readonly string[]) => readTrack(bufferSource(Buffer.from(`${lines.join('\n')}\n`)));
const points = drive({ phases: [16, 94, 10] });
const row = (p: DrivePoint, time: string) => `${time},${placeColumns(p)},${p.speed.toFixed(3)}`;
const HEADER = 'time,lat,lon,speed (m/s)';
const iso = ({ time }: DrivePoint) => new Date(time * 1_000).toISOString();
const american = (p: DrivePoint) => `${iso(p).slice(5, 7)}/${iso(p).slice(8, 10)}/2026 ${iso(p).slice(11, 19)}`;
const dayFirst = (p: DrivePoint) => `${iso(p).slice(8, 10)}/${iso(p).slice(5, 7)}/2026 ${iso(p).slice(11, 19)}`;
const repeated = (line: string, count: number) => Array<string>(count).fill(line);

/** The drive as it is: its start, length and speed. */
async function expectDrive(lines: readonly string[], clock: string): Promise<void> {
  const track = await read(lines);
  const { maxSpeed, durationSeconds } = summariseTrack(track);
  const start = (track.origin ?? 0) + (track.time[0] ?? 0);
  expect([track.clock, track.time.length, track.speedSource]).toEqual([clock, points.length, 'device']);
  expect(start).toBeCloseTo(clock === 'relative' ? 500 : DRIVE_START, 3);
  expect(durationSeconds).toBeCloseTo(120, 3);
  expect(maxSpeed).toBeCloseTo(80 / 3.6, 1);
}

describe('the times of a table whose first rows have none', () => {
  const notations: [string, (p: DrivePoint) => string, string][] = [
    ['seconds', ({ time }) => `${time}`, 'utc'],
    ['milliseconds', ({ time }) => `${time * 1_000}`, 'utc'],
    ['microseconds', ({ time }) => `${time * 1e6}`, 'utc'],
    ['nanoseconds', ({ time }) => `${time}000000000`, 'utc'],
    ['instants', iso, 'utc'],
    ['dates without a zone', (p) => iso(p).slice(0, 19), 'local'],
    ['dates with the month first', american, 'local'],
    ['dates with the day first', dayFirst, 'local'],
    ['a clock that runs since the start of the device', ({ time }) => `${500 + time - DRIVE_START}`, 'relative'],
    [
      'a time of day',
      ({ time }) => `0:${new Date((500 + time - DRIVE_START) * 1_000).toISOString().slice(14, 19)}`,
      'relative',
    ],
  ];
  const firsts = [
    '0,,,',
    '0,0,0,0',
    'n/a,,,',
    'n/a,0,0,0',
    '00:00:00,,,',
    '0000-00-00 00:00:00,0,0,0',
    '-,0.0,0.0,0.0',
  ];

  it.each(notations)('are read as %s', async (_, written, clock) => {
    for (const first of firsts)
      for (const count of [1, 5, 200, 2_500])
        await expectDrive([HEADER, ...repeated(first, count), ...points.map((p) => row(p, written(p)))], clock);
  });

  it.each([
    ['01/06/1980 00:00:00', american],
    ['1/1/2000 00:00:00', dayFirst],
    ['1970-01-01T00:00:00Z', iso],
    ['2000-00-00T00:00:00Z', iso],
  ])('are read after %s', async (first, written) => {
    const track = await read([HEADER, ...repeated(`${first},0,0,0`, 3), ...points.map((p) => row(p, written(p)))]);
    expect([(track.origin ?? 0) + (track.time[0] ?? 0), track.time.length]).toEqual([DRIVE_START, points.length]);
  });

  it.each(['0', 'n/a', '0000-00-00T00:00:00Z'])('are those of the column of UTC that begins with %s', async (first) => {
    const rows = points.map((p, index) => row(p, `${index},${index < 3 ? first : iso(p)}`));
    const track = await read(['Time,UTC Time,lat,lon,speed (m/s)', ...rows]);
    expect([track.clock, (track.origin ?? 0) + (track.time[0] ?? 0)]).toEqual(['utc', DRIVE_START + 3]);
  });

  it.each([
    ['000000,000000', (p: DrivePoint) => `180426,${iso(p).slice(11, 19).replaceAll(':', '')}`],
    ['00/00/0000,00:00:00', (p: DrivePoint) => american(p).replace(' ', ',')],
    ['00000000,00:00:00', (p: DrivePoint) => `20260418,${iso(p).slice(11, 19)}`],
    ['0000-00-00,n/a', (p: DrivePoint) => iso(p).slice(0, 19).replace('T', ',')],
  ])('have their date in a column of its own: %s', async (first, written) => {
    await expectDrive(
      [`Date,Time,lat,lon,speed (m/s)`, ...repeated(`${first},0,0,0`, 2), ...points.map((p) => row(p, written(p)))],
      'local',
    );
  });

  it('begin at zero where they go on from there, also in slow steps', async () => {
    const slow = drive({ cruise: 1 });
    for (const step of [0.1, 1, 120]) {
      const track = await read(['time,lat,lon', ...slow.map((p, index) => `${index * step},${placeColumns(p)}`)]);
      expect([track.clock, track.time[0], track.time.length]).toEqual(['relative', 0, slow.length]);
    }
  });

  it('count microseconds from a start at zero where the header says so', async () => {
    const rows = drive({ rate: 1, phases: [16, 1_500, 10] }).map((p) => row(p, `${(p.time - DRIVE_START) * 1e6}`));
    const track = await read(['time (us),lat,lon,speed (m/s)', ...rows]);
    expect([track.clock, track.time.at(-1)]).toEqual(['relative', 1_526]);
  });

  it.each([`${DRIVE_START}`, '2026-04-18T08:20:00Z'])('are not those of a single damaged row: %s', async (damaged) => {
    const rows = points.map((p, index) => row(p, index === 7 ? damaged : `${p.time - DRIVE_START}`));
    expect((await read([HEADER, ...rows])).clock).toBe('relative');
  });

  it('are missing where no row holds one', async () => {
    const rows = points.map((p) => row(p, 'n/a'));
    await expect(read([HEADER, ...rows])).rejects.toMatchObject({ code: 'telemetry_no_time' });
  });

  it('cost no more for each of many columns that may hold them', () => {
    const cellsRead = (count: number) => {
      let total = 0;
      const counted = { get: (cells: string[], key: string) => (total++, Reflect.get(cells, key)) };
      const rows = Array.from({ length: 100 }, () => {
        const cells = Array.from({ length: 2 * count }, (_, index) => (index < count ? 'x1' : '1'));
        return new Proxy(cells, counted);
      });
      const columns = Array.from({ length: 2 * count }, (_, index) => ({
        ...fieldOf(index < count ? 'time' : 'date'),
        index,
        filled: 0,
      }));
      expect(tableTime(columns, rows)).toBeUndefined();
      return total;
    };
    expect(cellsRead(80)).toBeLessThan(cellsRead(20) * 4);
  });

  it('do not hide that positions are degrees and minutes', async () => {
    const minutes = (degrees: number) => (Math.trunc(degrees) * 100 + (degrees % 1) * 60).toFixed(6);
    const rows = points.map((p) => `${p.time},${minutes(p.latitude)},N,${minutes(-p.longitude)},W`);
    const track = await read(['time,Latitude,N/S,Longitude,E/W', ...repeated('0,0,N,0,E', 200), ...rows]);
    expect(track.channels.latitude?.[0]).toBeCloseTo(points[0]?.latitude ?? 0, 5);
  });
});
