import { DRIVE_START, drive, driveLength } from '../../../../test/support/telemetry/drive';
import { writeFit } from '../../../../test/support/telemetry/write-fit';
import {
  nmeaLines,
  placeColumns,
  writeDjiSrt,
  writeNmea,
  writeTable,
  writeVbo,
} from '../../../../test/support/telemetry/write-text';
import { writeGpx, writeTcx } from '../../../../test/support/telemetry/write-xml';
import { type ReadTrackOptions, readTrack } from './read-track';
import { bufferSource } from './telemetry-source';

const read = (content: Buffer | string, options?: ReadTrackOptions) =>
  readTrack(bufferSource(Buffer.from(content)), options);
const points = drive();
const codes = (track: { warnings: { code: string }[] }) => track.warnings.map(({ code }) => code);
const startOf = ({ origin = 0, time }: { origin?: number; time: Float64Array }) => origin + time[0]!;

describe('GPX', () => {
  it('reads sensors under any prefix and times with an offset', async () => {
    const extensions =
      '<x:hr>151</x:hr><y:cad>88</y:cad><z:atemp>17.5</z:atemp><pwr:PowerInWatts>240</pwr:PowerInWatts>';
    const times = ({ time }: { time: number }) => new Date((time + 7_200) * 1_000).toISOString().replace('Z', '+02:00');
    const { channels, ...track } = await read(writeGpx(points, { extensions, times }));
    expect([channels.heartRate![5], channels.cadence![5], channels.temperature![5], channels.power![5]]).toEqual([
      151, 88, 17.5, 240,
    ]);
    expect(startOf(track)).toBe(DRIVE_START);
  });

  it('spreads points that share each second', async () => {
    const fast = drive({ rate: 10 });
    const track = await read(writeGpx(fast, { times: ({ time }) => new Date(Math.floor(time) * 1_000).toISOString() }));
    expect(codes(track)).toContain('times_spread');
    expect(track.time.length).toBe(fast.length);
    expect(track.interval).toBeCloseTo(0.1, 6);
  });

  it('reads decimal commas', async () => {
    const track = await read(
      writeGpx(points)
        .toString()
        .replace(/((?:lat|lon)="-?\d+)\./g, '$1,'),
    );
    expect(track.channels.latitude![0]).toBeCloseTo(points[0]!.latitude, 5);
  });

  it('survives a bare ampersand in a name', async () => {
    const track = await read(writeGpx(points).toString().replace('A &amp; B', 'A & B &'));
    expect(track.time.length).toBe(points.length);
  });

  it('keeps everything before a cut and says so', async () => {
    const file = writeGpx(points);
    const track = await read(file.subarray(0, file.length * 0.6));
    expect(codes(track)).toEqual(['truncated']);
    expect(track.time.length).toBeGreaterThan(30);
  });

  it('does not join two segments over the pause between them', async () => {
    const half = writeGpx(points.slice(0, 30)).toString();
    const later = points
      .slice(30)
      .map((point) => ({ ...point, latitude: point.latitude + 0.01, time: point.time + 300 }));
    const segment = /<trkseg>[\s\S]*<\/trkseg>/.exec(writeGpx(later).toString())![0];
    const track = await read(half.replace('</trk>', `${segment}</trk>`));
    expect(track.gaps).toEqual([{ from: 29, to: 330 }]);
    expect(track.channels.distance!.at(-1)).toBeLessThan(driveLength({}));
  });
});

describe('FIT', () => {
  it('reads files that follow each other in one', async () => {
    const track = await read(Buffer.concat([writeFit(points.slice(0, 30)), writeFit(points.slice(30))]));
    expect(track.time.length).toBe(points.length);
    expect(track.warnings).toEqual([]);
  });

  it('reads developer fields', async () => {
    const track = await read(writeFit(points, { developerPower: true }));
    expect(track.channels.power![10]).toBe(231);
  });

  it('returns everything before a cut, at any byte', async () => {
    const file = writeFit(points, { compressedTimes: true });
    for (let length = file.length - 3; length > 300; length -= 97) {
      const track = await read(file.subarray(0, length));
      expect(codes(track)).toContain('truncated');
    }
  });

  it('reports a wrong checksum', async () => {
    const file = writeFit(points);
    file.writeUInt8(file[file.length - 1]! ^ 1, file.length - 1);
    expect(codes(await read(file))).toEqual(['crc_mismatch']);
  });

  it('reads a trainer without positions', async () => {
    const track = await read(writeFit(points, { positions: false }));
    expect(codes(track)).toEqual(['no_positions']);
    expect(track.channels.latitude).toBeUndefined();
    expect(track.channels.distance!.at(-1)).toBeCloseTo(driveLength({}), -1);
    expect(track.channels.heartRate![3]).toBe(142);
  });
});

describe('NMEA', () => {
  it('continues past midnight, even when sentences differ by a fraction', async () => {
    const night = drive({ start: Date.UTC(2026, 3, 18, 23, 59, 40) / 1_000 });
    const track = await read(writeNmea(night, { skew: 0.2 }));
    expect(track.time.length).toBe(night.length);
    expect(startOf(track)).toBe(Date.UTC(2026, 3, 18, 23, 59, 40) / 1_000);
    expect(track.time.at(-1)! - track.time[0]!).toBeCloseTo(60, 3);
  });

  it('continues past midnight without any date', async () => {
    const night = drive({ start: Date.UTC(2026, 3, 18, 23, 59, 40) / 1_000 });
    const track = await read(
      nmeaLines(night)
        .filter((line) => line.includes('GGA'))
        .join('\n'),
    );
    expect(track.time.at(-1)! - track.time[0]!).toBeCloseTo(60, 3);
    expect(track.channels.distance!.at(-1)! / driveLength({})).toBeCloseTo(1, 2);
  });

  it('finds sentences after stamps and amid noise, and skips damaged ones', async () => {
    const lines = nmeaLines(points).flatMap((line, index) => [`[${index}] ${line}`, 'noise \u0001', '$PGRME,1.0,M']);
    lines[30] = lines[30]!.replace(',A,', ',B,').replace('36', '38');
    const track = await read(lines.join('\n'));
    expect(track.time.length).toBeGreaterThanOrEqual(points.length - 1);
    expect(Math.max(...track.channels.latitude!)).toBeLessThan(36.2);
  });

  it('shows a gap where the receiver reports no fix', async () => {
    const lines = nmeaLines(points, { checksums: false }).map((line, index) =>
      index >= 40 && index < 60 ? line.replace(',A,', ',V,').replace(/,1,09,/, ',0,00,') : line,
    );
    const track = await read(lines.join('\n'));
    expect(track.gaps).toEqual([{ from: 19, to: 30 }]);
    expect(track.counts.withoutFix).toBe(10);
  });

  it('counts from an unknown zero when there is no date', async () => {
    const track = await read(
      nmeaLines(points)
        .filter((line) => line.includes('GGA'))
        .join('\n'),
    );
    expect(track.clock).toBe('relative');
    expect(track.time.length).toBe(points.length);
  });
});

describe('CSV', () => {
  it('reads a Columbus logger: date and time in separate columns, hemispheres after the degrees', async () => {
    const header = 'INDEX,TAG,DATE,TIME,LATITUDE N/S,LONGITUDE E/W,HEIGHT,SPEED,HEADING,VOX';
    const file = writeTable(points, header, (p, index) => {
      const at = new Date(p.time * 1_000).toISOString();
      return `${index},T,${at.slice(2, 10).replaceAll('-', '')},${at.slice(11, 19).replaceAll(':', '')},${p.latitude.toFixed(7)}N,${Math.abs(p.longitude).toFixed(7)}W,612,${(p.speed * 3.6).toFixed(1)},${p.course.toFixed(0)},`;
    });
    const track = await read(file);
    expect(startOf(track)).toBe(DRIVE_START);
    expect(track.channels.longitude![0]).toBeCloseTo(-115.1784, 4);
    expect(codes(track)).toContain('speed_unit_inferred');
    expect(Math.max(...track.channels.speed!)).toBeCloseTo(80 / 3.6, 1);
  });

  it.each([
    ['18.04.2026 08:20:30', '18.04.2026', undefined],
    ['18/04/2026 08:20:30', '18/04/2026', undefined],
    ['04/18/2026 8:20:30 AM', '04/18/2026', undefined],
    ['2026/04/18 08:20:30.000', '2026/04/18', undefined],
  ])('reads %s as local time', async (stamp) => {
    const rows = points.map(
      (p, index) =>
        `${stamp.replace('20:30', `${String(20 + Math.floor(index / 60))}:${String(index % 60).padStart(2, '0')}`)},${placeColumns(p)}`,
    );
    const track = await read(['datetime,lat,lon', ...rows].join('\n'));
    expect(track.clock).toBe('local');
    expect(startOf(track)).toBe(DRIVE_START);
  });

  it('derives the speed from the positions when its unit is unknown', async () => {
    const track = await read(
      writeTable(points, 'time,lat,lon,speed', (p) => `${p.time},${placeColumns(p)},${p.speed * 1.3}`),
    );
    expect(track.speedSource).toBe('positions');
    expect(Math.max(...track.channels.speed!)).toBeCloseTo(80 / 3.6, 1);
  });

  it('trusts the positions when the header names the wrong unit', async () => {
    const track = await read(
      writeTable(points, 'time,lat,lon,speed_kmh', (p) => `${p.time},${placeColumns(p)},${p.speed / 0.44704}`),
    );
    expect(codes(track)).toContain('speed_unit_corrected');
    expect(Math.max(...track.channels.speed!)).toBeCloseTo(80 / 3.6, 1);
  });

  it('asks for the unit when nothing reveals it, and uses the answer', async () => {
    const table = writeTable(points, 'time,speed', (p) => `${p.time},${p.speed * 3.6}`);
    await expect(read(table)).rejects.toMatchObject({ code: 'telemetry_speed_unit_unknown' });
    const track = await read(table, { speedUnit: 'km/h' });
    expect(Math.max(...track.channels.speed!)).toBeCloseTo(80 / 3.6, 3);
  });

  it('interpolates positions that a fast table repeats between two fixes', async () => {
    const fixes = drive({ rate: 5 });
    const rows = fixes.flatMap((p) =>
      Array.from({ length: 5 }, (_, step) => `${(p.time + step * 0.04).toFixed(2)},${placeColumns(p)}`),
    );
    const track = await read(['time,lat,lon', ...rows].join('\n'));
    const { speed, distance } = track.channels;
    expect(Math.max(...speed!)).toBeCloseTo(80 / 3.6, 1);
    expect(Math.min(...speed!.subarray(500, 1_000))).toBeGreaterThan(22);
    expect(distance!.at(-1)! / driveLength({})).toBeCloseTo(1, 2);
  });
});

describe('VBO', () => {
  it('has positive west and its date in the first line', async () => {
    const track = await read(writeVbo(points));
    expect(track.channels.longitude![0]).toBeCloseTo(-115.1784, 5);
    expect(startOf(track)).toBe(DRIVE_START);
  });
});

describe('a file without a clock', () => {
  it('is reported for what it is', async () => {
    const withoutTime = writeVbo(points)
      .toString()
      .replace('sats time lat', 'sats lat')
      .replace(/^009 \S+ /gm, '009 ');
    await expect(read(withoutTime)).rejects.toMatchObject({ code: 'telemetry_no_time' });
  });
});

describe('TCX', () => {
  it('derives the speed from the distance when an indoor trainer writes nothing else', async () => {
    const indoor = writeTcx(points, 3)
      .toString()
      .replace(/<Position>.*?<\/Position>|<Extensions>.*?<\/Extensions>/gs, '');
    const track = await read(indoor);
    expect(codes(track)).toContain('no_positions');
    expect(Math.max(...track.channels.speed!)).toBeCloseTo(80 / 3.6, 1);
    expect(track.channels.distance!.at(-1)).toBeCloseTo(driveLength({}), -1);
  });
});

describe('VBO near 0/0', () => {
  it.each([
    ['minutes', 1],
    ['degrees', 60],
  ])('is read in %s as its speeds show', async (_, divisor) => {
    const near = drive({ latitude: 0.2, longitude: 0.3 });
    const file = writeVbo(near)
      .toString()
      .replace(/([+-]\d+\.\d{5}) ([+-]\d+\.\d{5})/g, (pair, lat: string, lon: string) =>
        divisor === 1 ? pair : `${(Number(lat) / divisor).toFixed(8)} ${(-Number(lon) / divisor).toFixed(8)}`,
      );
    const { channels } = await read(file);
    expect([channels.latitude![0], channels.longitude![0]].map((value) => Math.round(value! * 1e5) / 1e5)).toEqual([
      0.2, 0.3,
    ]);
  });
});

describe('drone subtitles', () => {
  it("use the drone's speed to tell which coordinate is which", async () => {
    const text = writeDjiSrt(drive({ latitude: 47.4, longitude: 8.2 }), 'phantom').toString();
    const swapped = text.replace(/GPS \(([\d.]+), ([\d.]+),/g, 'GPS ($2, $1,');
    for (const file of [text, swapped]) expect((await read(file)).channels.latitude![0]).toBeCloseTo(47.4, 4);
  });

  it("follow the user's choice when the file cannot tell", async () => {
    const text = writeDjiSrt(drive({ latitude: 47.4, longitude: 8.2 }), 'longitude-first')
      .toString()
      .replace(/HOME.*/g, '');
    const plain = text.replace(/\d{4}\.\d\d\.\d\d.*/g, '');
    expect(codes(await read(plain))).toContain('coordinate_order_assumed');
    const chosen = await read(plain, { coordinateOrder: 'latitude-first' });
    expect(chosen.channels.latitude![0]).toBeCloseTo(8.2, 4);
  });

  it('refuse subtitles that contain only words', async () => {
    await expect(read('1\n00:00:01,000 --> 00:00:02,000\nHello\n')).rejects.toMatchObject({
      code: 'telemetry_no_valid_points',
    });
  });
});
