import { DRIVE_START, type DrivePoint, drive } from '../../../../test/support/telemetry/drive';
import { placeColumns, writeTable } from '../../../../test/support/telemetry/write-text';
import { writeGpx } from '../../../../test/support/telemetry/write-xml';
import { readTrack } from './read-track';
import { bufferSource } from './telemetry-source';

const read = (content: Buffer | string) => readTrack(bufferSource(Buffer.from(content)));
const points = drive();
const startOf = ({ origin = 0, time }: { origin?: number; time: Float64Array }) => origin + time[0]!;

/** A table whose times are this one, a second later in each row. */
const tableFrom = (header: string, stamp: string) =>
  writeTable(points, header, (p, index) => {
    const clock = `${20 + Math.floor(index / 60)}:${String(index % 60).padStart(2, '0')}`;
    return `${stamp.replace('20:00', clock)},${placeColumns(p)}`;
  });

describe('the times of a table', () => {
  it.each([
    '18/04/26 08:20:00',
    '18-APR-26 08:20:00',
    '"Apr 18, 2026 8:20:00 AM"',
    'Sat Apr 18 08:20:00 2026',
    '2026-04-18 8:20:00 AM',
    '18/04/2026 8:20:00 a.m.',
    '2026-04-18 08:20:00 CEST',
  ])('are local in %s', async (stamp) => {
    const track = await read(tableFrom('Date,lat,lon', stamp));
    expect([track.clock, startOf(track)]).toEqual(['local', DRIVE_START]);
  });

  it.each([
    'Sat Apr 18 10:20:00 GMT+02:00 2026',
    '"Sat, 18 Apr 2026 08:20:00 GMT"',
    '2026-04-18T10:20:00+02',
    '18-Apr-2026 08:20:00Z',
  ])('are instants in %s', async (stamp) => {
    const track = await read(tableFrom('GPS Time,lat,lon', stamp));
    expect([track.clock, startOf(track)]).toEqual(['utc', DRIVE_START]);
  });

  it.each<[string, (at: Date) => string, string]>([
    ['digits without signs', (at) => at.toISOString().replace(/\D/g, '').slice(0, 14), 'local'],
    ['the days of a spreadsheet', (at) => (at.getTime() / 86_400_000 + 25_569).toFixed(10), 'local'],
    ['minutes and seconds with their letters', (at) => `${at.getMinutes()}m ${at.getSeconds()}s`, 'relative'],
    ['a colon before milliseconds', (at) => `${at.toISOString().slice(11, 19)}:000`, 'relative'],
  ])('may be %s', async (_, written, clock) => {
    const track = await read(
      writeTable(points, 'time,lat,lon', (p) => `${written(new Date(p.time * 1_000))},${placeColumns(p)}`),
    );
    expect(track.clock).toBe(clock);
    expect(track.time.at(-1)! - track.time[0]!).toBeCloseTo(points.at(-1)!.time - points[0]!.time, 3);
  });

  it('have the month first where the time is in halves of the day', async () => {
    const track = await read(
      writeTable(points, 'CUSTOM.date [local],CUSTOM.updateTime [local],OSD.latitude,OSD.longitude', (p) => {
        const at = new Date(p.time * 1_000).toISOString();
        return `4/8/2026,${Number(at.slice(11, 13))}${at.slice(13, 19)}.00 AM,${placeColumns(p)}`;
      }),
    );
    expect(startOf(track)).toBe(DRIVE_START - 10 * 86_400);
    expect(track.warnings[0]?.message).toContain('month before day was assumed');
  });

  it.each(['18/04/2026 8:20:00 p.m.', '"Apr 18, 2026 8:20:00 P.M."'])('are in the afternoon in %s', async (stamp) => {
    const track = await read(tableFrom('Date,lat,lon', stamp));
    expect(startOf(track)).toBe(DRIVE_START + 12 * 3_600);
  });

  const assumedIn = async (date: string, half: string) => {
    const clock = (seconds: number) => new Date(seconds * 1_000).toISOString().slice(12, 19);
    const track = await read(
      writeTable(points, 'Date,Time,lat,lon', (p) => `${date},${clock(p.time)} ${half},${placeColumns(p)}`),
    );
    return [new Date(startOf(track) * 1_000).toISOString().slice(0, 10), track.warnings.map(({ message }) => message)];
  };
  const dayFirst = [expect.stringContaining('day before month was assumed')];

  it.each([
    ['04/05/2026', 'AM', '2026-05-04', dayFirst],
    ['04/18/2026', 'AM', '2026-04-18', []],
    ['26/04/18', '', '2018-04-26', dayFirst],
    ['26.04.18', '', '2018-04-26', dayFirst],
    ['04/18/26', '', '2026-04-18', []],
  ])('have a warning where the order of %s is not certain', async (date, half, day, warnings) =>
    expect(await assumedIn(date, half)).toEqual([day, warnings]),
  );

  it('have no names of zones in GPX', async () =>
    expect(
      read(writeGpx(points, { times: ({ time }) => `${new Date(time * 1_000).toISOString().slice(0, 19)} PST` })),
    ).rejects.toMatchObject({ code: 'telemetry_no_time' }));
});

describe('the positions of a table', () => {
  const ofNmea = (degrees: number) => (Math.trunc(degrees) * 100 + (degrees % 1) * 60).toFixed(6);
  const withMinutes = (degrees: number) => `${Math.trunc(degrees)} ${((degrees % 1) * 60).toFixed(6)}`;

  it.each<[string, string, (point: DrivePoint) => string]>([
    ['columns named in brackets', 'GPS (Lat.) [deg],GPS (Long.) [deg]', placeColumns],
    [
      'degrees times ten million',
      'latitudeE7,longitudeE7',
      (p) => `${Math.round(p.latitude * 1e7)},${Math.round(p.longitude * 1e7)}`,
    ],
    ['one column', 'Lat/Long', (p) => `"${p.latitude}, ${p.longitude}"`],
    ['longitudes up to 360', 'lat,lon', (p) => `${p.latitude},${p.longitude + 360}`],
    [
      'degrees and minutes in one number',
      'Latitude,N/S,Longitude,E/W',
      (p) => `${ofNmea(p.latitude)},N,${ofNmea(-p.longitude)},W`,
    ],
    [
      'degrees and minutes between blanks',
      'lat,lon',
      (p) => `N ${withMinutes(p.latitude)},W ${withMinutes(-p.longitude)}`,
    ],
  ])('may be %s', async (_, header, written) => {
    const table = writeTable(points, `time,${header}`, (p) => `${p.time},${written(p)}`);
    const { latitude, longitude } = (await read(table)).channels;
    expect(latitude![0]).toBeCloseTo(points[0]!.latitude, 5);
    expect(longitude!.at(-1)).toBeCloseTo(points.at(-1)!.longitude, 5);
  });

  it('may be degrees and minutes with signs', async () => {
    const { latitude, longitude } = (
      await read(writeTable(points, 'time,lat,lon', (p) => `${p.time},${ofNmea(p.latitude)},${ofNmea(p.longitude)}`))
    ).channels;
    expect(latitude![0]).toBeCloseTo(points[0]!.latitude, 5);
    expect(longitude![0]).toBeCloseTo(points[0]!.longitude, 5);
  });

  it('are refused where latitude and longitude are exchanged', async () => {
    const tokyo = drive({ latitude: 35.68, longitude: 139.69 });
    await expect(
      read(writeTable(tokyo, 'time,lat,lon', (p) => `${p.time},${p.longitude},${p.latitude}`)),
    ).rejects.toThrow(/were refused/);
  });

  it('are read alike in each row: one row of degrees and minutes is refused', async () => {
    const table = writeTable(points, 'time,lat,lon', (p, index) =>
      index === 5 ? `${p.time},${ofNmea(p.latitude)},${ofNmea(p.longitude)}` : `${p.time},${placeColumns(p)}`,
    );
    expect((await read(table)).counts.rejected).toBe(1);
  });

  it.each(['Session,Date,Location\n7,2026-04-18,Las Vegas', 'Date,Position\n2026-04-18,2'])(
    'follow their header, not the preamble %j',
    async (preamble) => {
      const table = writeTable(points, 'time,Lat/Long', (p) => `${p.time},"${p.latitude}, ${p.longitude}"`);
      const track = await read(`${preamble}\n${table.toString()}`);
      expect([track.time.length, track.channels.latitude![0]]).toEqual([points.length, points[0]!.latitude]);
    },
  );
});

describe('what is no track', () => {
  it.each([
    ['<gpx><wpt lat="1" lon="2"><time>2026-04-18T08:20:00Z</time></wpt></gpx>', /no points of a track/],
    ['{"type":"FeatureCollection","features":[]}', /JSON/],
    ['AXCT0001\r\nHFDTE180426\r\nB0820004900000N00824000EA0012000120\r\n', /IGC/],
  ])('is named: %s', async (content, message) => expect(read(content)).rejects.toThrow(message));
});

it('longitudes that count from 0 to 360 degrees east are those west of Greenwich', async () => {
  const west = points.map((point) => ({ ...point, longitude: -115.1784 + point.longitude / 1e3 }));
  const east = west.map((point) => ({ ...point, longitude: point.longitude + 360 }));
  const [plain, counted] = [await read(writeGpx(west)), await read(writeGpx(east))];
  expect(counted.time.length).toBe(points.length);
  expect(counted.channels.longitude![5]).toBeCloseTo(plain.channels.longitude![5]!, 6);
});
