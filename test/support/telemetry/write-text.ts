import type { DrivePoint } from './drive';

const two = (value: number) => String(value).padStart(2, '0');

/** `ddmmyy`, `hhmmss.ss` and the parts of a date, in UTC. */
function stampOf(seconds: number) {
  const at = new Date(Math.round(seconds * 1_000));
  const hundredths = two(Math.floor(at.getUTCMilliseconds() / 10));
  const day = `${two(at.getUTCDate())}${two(at.getUTCMonth() + 1)}${two(at.getUTCFullYear() % 100)}`;
  const whole = `${two(at.getUTCHours())}${two(at.getUTCMinutes())}${two(at.getUTCSeconds())}`;
  return { day, whole, clock: `${whole}.${hundredths}`, iso: at.toISOString() };
}

function minutes(degrees: number, digits: number): string {
  const value = Math.abs(degrees);
  const whole = Math.floor(value);
  return `${String(whole).padStart(digits, '0')}${((value - whole) * 60).toFixed(5).padStart(8, '0')}`;
}

const place = ({ latitude, longitude }: DrivePoint) =>
  `${minutes(latitude, 2)},${latitude < 0 ? 'S' : 'N'},${minutes(longitude, 3)},${longitude < 0 ? 'W' : 'E'}`;

const checked = (body: string) =>
  `$${body}*${[...body]
    .reduce((sum, letter) => sum ^ letter.charCodeAt(0), 0)
    .toString(16)
    .toUpperCase()
    .padStart(2, '0')}`;

export interface NmeaOptions {
  talker?: string;
  checksums?: boolean;
  /** Seconds by which GGA is ahead of RMC. */
  skew?: number;
}

export function nmeaLines(
  points: readonly DrivePoint[],
  { talker = 'GN', checksums = true, skew = 0 }: NmeaOptions = {},
): string[] {
  const sentence = (body: string) => (checksums ? checked(body) : `$${body}`);
  return points.flatMap((point) => [
    sentence(
      `${talker}GGA,${stampOf(point.time + skew).clock},${place(point)},1,09,0.9,${point.altitude.toFixed(1)},M,46.9,M,,`,
    ),
    sentence(
      `${talker}RMC,${stampOf(point.time).clock},A,${place(point)},${((point.speed * 3600) / 1852).toFixed(3)},${point.course.toFixed(2)},${stampOf(point.time).day},,,A`,
    ),
  ]);
}

export const writeNmea = (points: readonly DrivePoint[], options?: NmeaOptions): Buffer =>
  Buffer.from(`${nmeaLines(points, options).join('\r\n')}\r\n`);

/** A table: the header, then the result of `row` for each point. */
export function writeTable(
  points: readonly DrivePoint[],
  header: string,
  row: (point: DrivePoint, index: number) => string,
): Buffer {
  return Buffer.from(`${header}\n${points.map(row).join('\n')}\n`);
}

export const isoTime = ({ time }: DrivePoint) => stampOf(time).iso;
export const placeColumns = ({ latitude, longitude }: DrivePoint) => `${latitude.toFixed(7)},${longitude.toFixed(7)}`;

/** Sections, minutes of arc, west positive. */
export function writeVbo(points: readonly DrivePoint[]): Buffer {
  const first = stampOf(points[0]?.time ?? 0).iso;
  const created = `File created on ${first.slice(8, 10)}/${first.slice(5, 7)}/${first.slice(0, 4)} @ ${first.slice(11, 19)}`;
  const signed = (value: number, digits: number) =>
    `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(5).padStart(digits, '0')}`;
  const rows = points.map((p) =>
    [
      '009',
      stampOf(p.time).clock,
      signed(p.latitude * 60, 11),
      signed(-p.longitude * 60, 12),
      (p.speed * 3.6).toFixed(3).padStart(7, '0'),
      p.course.toFixed(2).padStart(6, '0'),
      signed(p.altitude, 9),
    ].join(' '),
  );
  return Buffer.from(
    `${created}\r\n\r\n[header]\r\nsatellites\r\ntime\r\nlatitude\r\nlongitude\r\nvelocity kmh\r\nheading\r\nheight\r\n\r\n[comments]\r\nby a test\r\n\r\n[column names]\r\nsats time lat long velocity heading height\r\n\r\n[data]\r\n${rows.join('\r\n')}\r\n`,
  );
}

/** A table with preamble, units row and source row; the sensors have separate rows. */
export function writeRaceChrono(points: readonly DrivePoint[]): Buffer {
  const header =
    'timestamp,fragment_id,lap_number,elapsed_time,distance_traveled,accuracy,altitude,bearing,latitude,longitude,satellites,speed,rpm,speed';
  const units = 'unix time,,,s,m,m,m,deg,deg,deg,sats,m/s,rpm,m/s';
  const sources = ',,,,,100: gps,100: gps,100: gps,100: gps,100: gps,100: gps,100: gps,200: obd,200: obd';
  const start = points[0]?.time ?? 0;
  const rows = points.flatMap((p) => [
    `${p.time.toFixed(3)},0,,${(p.time - start).toFixed(3)},,1.0,${p.altitude.toFixed(1)},${p.course.toFixed(1)},${placeColumns(p)},12,${p.speed.toFixed(3)},,`,
    `${(p.time + 0.03).toFixed(3)},0,,,,,,,,,,,3200,${(p.speed * 1.08).toFixed(2)}`,
  ]);
  return Buffer.from(
    `This file is created using RaceChrono v9.1.2 ( http://racechrono.com/ ).\nFormat,3\nSession title,"Track, day"\nSession type,Lap timing\nTrack name,Test\nCreated,18/04/2026,08:20\n\n${header}\n${units}\n${sources}\n${rows.join('\n')}\n`,
  );
}

export type DjiDialect = 'brackets' | 'latitude-first' | 'longitude-first' | 'phantom' | 'autel';

const cueTime = (seconds: number) =>
  new Date(Math.round(seconds * 1_000)).toISOString().slice(11, 23).replace('.', ',');

export function writeDjiSrt(points: readonly DrivePoint[], dialect: DjiDialect): Buffer {
  const start = points[0]?.time ?? 0;
  const cues = points.map((point, index) => {
    const [from, to] = [point.time - start, (points[index + 1]?.time ?? point.time + 1) - start];
    return `${index + 1}\n${cueTime(from)} --> ${cueTime(to)}\n${djiText(point, dialect)}\n`;
  });
  return Buffer.from(cues.join('\n'));
}

function djiText(point: DrivePoint, dialect: DjiDialect): string {
  const local = isoTime(point).replace('T', ' ').replace('Z', '');
  const [lat, lon, height] = [point.latitude.toFixed(6), point.longitude.toFixed(6), point.altitude.toFixed(1)];
  const texts: Record<DjiDialect, string> = {
    brackets: `<font size="28">SrtCnt : 1, DiffTime : 33ms\n${local}\n[iso : 100] [fnum : 280] [latitude : ${lat}] [longtitude : ${lon}] [rel_alt: 1.300 abs_alt: ${height}] </font>`,
    'latitude-first': `${local.slice(0, 19).replaceAll('-', '.')}\nGPS(${lat},${lon},0.0M) BAROMETER:${height}M`,
    'longitude-first': `HOME(${lon},${lat}) ${local.slice(0, 19).replaceAll('-', '.')}\nGPS(${lon},${lat},16) BAROMETER:${height}\nISO:100 Shutter:60 EV: Fnum:2.2`,
    phantom: `F/3.2, SS 160, ISO 100, EV 0, GPS (${lon}, ${lat}, 18), D 49.21m, H ${height}m, H.S ${point.speed.toFixed(2)}m/s, V.S 0.00m/s`,
    autel: `HOME(W: 115.1, N: 36.1) ${local.slice(0, 19)}\nGPS(${point.longitude < 0 ? 'W' : 'E'}: ${Math.abs(point.longitude).toFixed(6)}, ${point.latitude < 0 ? 'S' : 'N'}: ${Math.abs(point.latitude).toFixed(6)}, ${height}m)`,
  };
  return texts[dialect];
}

/** A dashcam's rows, including a few before the first fix, on the camera's own clock. */
export function writeDashcamMap(points: readonly DrivePoint[], factor: number): Buffer {
  const lost = points
    .slice(0, 4)
    .map(
      ({ time }) =>
        `V,${stampOf(time + 3_590).day},${stampOf(time + 3_590).whole},0.0000,0,0.0000,0,0.00,0.00,0.00,0.00;`,
    );
  const rows = points.map(
    (p) =>
      `A,${stampOf(p.time).day},${stampOf(p.time).whole},${place(p)},${(p.speed * factor).toFixed(2)},0.01,-0.98,0.03;`,
  );
  return Buffer.from([...lost, ...rows, ''].join('\n'));
}
