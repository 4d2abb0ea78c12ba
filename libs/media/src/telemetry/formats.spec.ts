import * as fc from 'fast-check';
import {
  DRIVE_START,
  type DriveOptions,
  type DrivePoint,
  drive,
  driveLength,
  driveSpeed,
} from '../../../../test/support/telemetry/drive';
import { writeFit } from '../../../../test/support/telemetry/write-fit';
import { writeGopro } from '../../../../test/support/telemetry/write-gopro';
import {
  isoTime,
  placeColumns,
  writeDashcamMap,
  writeDjiSrt,
  writeNmea,
  writeRaceChrono,
  writeTable,
  writeVbo,
} from '../../../../test/support/telemetry/write-text';
import { writeGpx, writeKml, writeTcx } from '../../../../test/support/telemetry/write-xml';
import { readTrack } from './read-track';
import { summariseTrack } from './summary/summarise-track';
import { bufferSource } from './telemetry-source';
import type { TelemetryFormat } from './track';
import { TrackSampler } from './track-sampler';

type Writer = (points: readonly DrivePoint[]) => Buffer;
const WRITERS: Record<string, { format: TelemetryFormat; write: Writer; rates?: readonly number[] }> = {
  'GPX without speed': { format: 'gpx', write: (points) => writeGpx(points) },
  'GPX with the Garmin extension': { format: 'gpx', write: (points) => writeGpx(points, { speed: 'extension' }) },
  'GPX 1.0': { format: 'gpx', write: (points) => writeGpx(points, { speed: '1.0' }) },
  TCX: { format: 'tcx', write: (points) => writeTcx(points, 3) },
  KML: { format: 'kml', write: writeKml },
  FIT: { format: 'fit', write: (points) => writeFit(points), rates: [1] },
  'FIT with compressed times': {
    format: 'fit',
    write: (points) => writeFit(points, { compressedTimes: true }),
    rates: [1],
  },
  'FIT of the other byte order': {
    format: 'fit',
    write: (points) => writeFit(points, { bigEndian: true, developerPower: true }),
    rates: [1],
  },
  NMEA: { format: 'nmea', write: (points) => writeNmea(points) },
  'NMEA without checksums': {
    format: 'nmea',
    write: (points) => writeNmea(points, { checksums: false, talker: 'GP' }),
  },
  'NMEA in UTF-16': {
    format: 'nmea',
    write: (points) => Buffer.from(`\uFEFF${writeNmea(points).toString()}`, 'utf16le'),
  },
  'CSV with units in the header': {
    format: 'csv',
    write: (points) =>
      writeTable(
        points,
        'Time,Lat,Lon,Speed (mph),Altitude [ft],Heading',
        (p) =>
          `${isoTime(p)},${placeColumns(p)},${(p.speed / 0.44704).toFixed(3)},${(p.altitude / 0.3048).toFixed(2)},${p.course}`,
      ),
  },
  'CSV with semicolons and decimal commas': {
    format: 'csv',
    write: (points) =>
      writeTable(points, 'Zeit;Breite;Länge;Geschwindigkeit (km/h);Höhe (m)', (p) =>
        [
          (p.time * 1_000).toFixed(0),
          p.latitude.toFixed(7),
          p.longitude.toFixed(7),
          (p.speed * 3.6).toFixed(3),
          p.altitude.toFixed(1),
        ]
          .join(';')
          .replaceAll('.', ','),
      ),
  },
  'CSV in Windows-1252': {
    format: 'csv',
    write: (points) =>
      Buffer.from(
        writeTable(
          points,
          'Zeit;Breite;Länge;Geschwindigkeit (km/h);Höhe (m)',
          (p) => `${isoTime(p)};${placeColumns(p).replace(',', ';')};${(p.speed * 3.6).toFixed(3)};${p.altitude}`,
        ).toString(),
        'latin1',
      ),
  },
  'CSV with units in the cells': {
    format: 'csv',
    write: (points) =>
      writeTable(points, 'date time\tlatitude\tlongitude\tspeed\tele', (p) =>
        [
          isoTime(p).replace('T', ' '),
          side(p.latitude, 'NS'),
          side(p.longitude, 'EW'),
          `${((p.speed * 3600) / 1852).toFixed(4)} kn`,
          `${p.altitude.toFixed(1)} m`,
        ].join('\t'),
      ),
  },
  'CSV of an unknown unit': {
    format: 'csv',
    write: (points) =>
      writeTable(
        points,
        'timestamp,lat,lng,speed',
        (p) => `${p.time.toFixed(3)},${placeColumns(p)},${((p.speed * 3600) / 1852).toFixed(4)}`,
      ),
  },
  RaceRender: {
    format: 'csv',
    write: (points) =>
      writeTable(
        points,
        '# RaceRender Data\nTime,GPS_Update,Latitude,Longitude,Altitude,KPH,Heading,X,Y',
        (p) =>
          `${(p.time - DRIVE_START + 10).toFixed(3)},1,${placeColumns(p)},${p.altitude},${(p.speed * 3.6).toFixed(3)},${p.course},0.00,0.00`,
      ),
  },
  RaceChrono: { format: 'csv', write: writeRaceChrono },
  VBO: { format: 'vbo', write: writeVbo },
  'DJI with brackets': { format: 'dji-srt', write: (points) => writeDjiSrt(points, 'brackets') },
  'DJI Phantom': { format: 'dji-srt', write: (points) => writeDjiSrt(points, 'phantom') },
  'DJI Mavic': { format: 'dji-srt', write: (points) => writeDjiSrt(points, 'longitude-first') },
  'DJI Matrice': { format: 'dji-srt', write: (points) => writeDjiSrt(points, 'latitude-first') },
  Autel: { format: 'dji-srt', write: (points) => writeDjiSrt(points, 'autel') },
  'GoPro GPS5': { format: 'gopro', write: (points) => writeGopro(points) },
  'GoPro GPS9': { format: 'gopro', write: (points) => writeGopro(points, { stream: 'GPS9', indexFirst: true }) },
  'the .map of the predecessor': {
    format: 'map',
    write: (points) =>
      writeTable(
        points,
        '# made by a dashcam',
        (p) => `${p.time.toFixed(1)},${placeColumns(p)},${(p.speed / 0.44704).toFixed(3)},${p.altitude}`,
      ),
  },
  'the .map of a dashcam in mph': {
    format: 'dashcam-map',
    write: (points) => writeDashcamMap(points, 1 / 0.44704),
    rates: [1],
  },
  'the .map of a dashcam in km/h': {
    format: 'dashcam-map',
    write: (points) => writeDashcamMap(points, 3.6),
    rates: [1],
  },
};

const side = (value: number, sides: string) => `${Math.abs(value).toFixed(7)}${value < 0 ? sides[1] : sides[0]}`;

async function expectSameFigures(name: string, options: DriveOptions): Promise<void> {
  const { write, format } = WRITERS[name]!;
  const points = drive(options);
  const track = await readTrack(bufferSource(write(points)));
  const summary = summariseTrack(track, { thresholds: [(options.cruise ?? 80 / 3.6) / 2] });
  const [up, steady, down] = options.phases ?? [16, 34, 10];
  const cruise = options.cruise ?? 80 / 3.6;
  expect(track.format).toBe(format);
  expect(Math.abs(summary.distanceMeters / driveLength(options) - 1)).toBeLessThan(0.01);
  expect(Math.abs(summary.maxSpeed / cruise - 1)).toBeLessThan(0.01);
  expect(Math.abs(summary.durationSeconds / (up + steady + down) - 1)).toBeLessThan(0.01);
  expect(Math.abs(summary.averageSpeed / (driveLength(options) / (up + steady + down)) - 1)).toBeLessThan(0.01);
  expect(Math.abs(summary.secondsAbove[0]!.seconds / (up / 2 + steady + down / 2) - 1)).toBeLessThan(0.01);
  const sampler = new TrackSampler(track, { offset: track.time[0]!, rate: 1 });
  for (const t of [up / 2, up + steady / 2, up + steady + down / 2])
    expect(Math.abs(sampler.at(t)!.speed! - driveSpeed(t, options))).toBeLessThan(0.4);
}

describe('the same drive', () => {
  it.each(Object.keys(WRITERS))('gives the same figures as %s', async (name) => {
    await expectSameFigures(name, {});
  });

  it.each(Object.keys(WRITERS).filter((name) => !WRITERS[name]!.rates))(
    'gives the same figures as %s at 10 Hz',
    async (name) => {
      await expectSameFigures(name, {
        rate: 10,
        latitude: -33.8688,
        longitude: 151.2093,
        cruise: 40,
        course: 201,
        turn: 1.3,
      });
    },
  );

  it('gives the same figures anywhere on earth', async () => {
    const scenes = fc.record({
      name: fc.constantFrom(...Object.keys(WRITERS).filter((name) => !name.startsWith('DJI M'))),
      latitude: fc.double({ min: -70, max: 70, noNaN: true }),
      longitude: fc.oneof(fc.double({ min: -179, max: 179, noNaN: true }), fc.constant(179.999), fc.constant(-179.999)),
      cruise: fc.double({ min: 15, max: 90, noNaN: true }),
      course: fc.double({ min: 0, max: 359, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(scenes, ({ name, ...options }) => expectSameFigures(name, options)),
      { numRuns: 40 },
    );
  });
});
