import { AppError } from '@app/core';
import * as fc from 'fast-check';
import { drive } from '../../../../test/support/telemetry/drive';
import { writeFit } from '../../../../test/support/telemetry/write-fit';
import { writeGopro } from '../../../../test/support/telemetry/write-gopro';
import {
  writeDashcamMap,
  writeDjiSrt,
  writeNmea,
  writeRaceChrono,
  writeVbo,
} from '../../../../test/support/telemetry/write-text';
import { writeGpx, writeKml, writeTcx } from '../../../../test/support/telemetry/write-xml';
import { readTrack } from './read-track';
import { bufferSource } from './telemetry-source';

const read = (content: Buffer | string, limits = {}) => readTrack(bufferSource(Buffer.from(content)), { limits });
const points = drive();
const gpx = writeGpx(points).toString();

describe('a hostile file', () => {
  const levels = Array.from(
    { length: 12 },
    (_, level) => `<!ENTITY e${level + 1} "&e${level};&e${level};&e${level};&e${level};">`,
  ).join('');
  const megabytes = (count: number) => 'x'.repeat(count * 1_000_000);
  it.each([
    [
      'an entity bomb',
      gpx.replace('<gpx', `<!DOCTYPE gpx [<!ENTITY e0 "bomb">${levels}]><gpx`).replace('A &amp; B', '&e12;'),
      'telemetry_unsafe_xml',
    ],
    [
      'an external entity',
      gpx.replace('<gpx', '<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx'),
      'telemetry_unsafe_xml',
    ],
    [
      'an external DTD',
      gpx.replace('<gpx', '<!DOCTYPE gpx SYSTEM "http://127.0.0.1/x.dtd"><gpx'),
      'telemetry_unsafe_xml',
    ],
    ['endless nesting', `<gpx>${'<a>'.repeat(100_000)}`, 'telemetry_malformed'],
    ['one endless text', `<gpx><trk><name>${megabytes(4)}</name></trk></gpx>`, 'telemetry_malformed'],
    ['one endless tag', `<gpx><${megabytes(4)}`, 'telemetry_malformed'],
    ['one endless attribute', `<gpx a="${megabytes(4)}"><trk/></gpx>`, 'telemetry_malformed'],
    ['one endless comment', `<gpx><!--${megabytes(4)}--></gpx>`, 'telemetry_malformed'],
    ['nothing but ampersands', `<gpx>${`<n>${'&'.repeat(2_000)}</n>`.repeat(100)}`, 'telemetry_malformed'],
    [
      'places all over the globe',
      `time,lat,lon\n${points.map(({ time }, index) => `${time},${((index * 37) % 170) - 85},${((index * 91) % 350) - 175}`).join('\n')}`,
      'telemetry_no_valid_points',
    ],
    ['a long line of CSV', `time,lat,lon,speed\n${'1,'.repeat(15_000)}\n1,2,3,4\n`, 'telemetry_malformed'],
    ['one endless line of CSV', `time,lat,lon,speed\n${'1,'.repeat(1_000_000)}`, 'telemetry_malformed'],
    [
      'one endless sentence',
      `$GPRMC,082000,A,3608.1,N,11510.7,W,1,1,180426\n$GPRMC,${megabytes(2)}`,
      'telemetry_malformed',
    ],
    ['an endless subtitle', `1\n00:00:00,000 --> 00:00:01,000\n${megabytes(2)}`, 'telemetry_malformed'],
    ['nothing', '', 'telemetry_empty'],
    ['blanks', ' \n\n ', 'telemetry_empty'],
    ['a web page', '<!DOCTYPE html><html><body>Not found</body></html>', 'telemetry_unrecognized'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex'), 'telemetry_unrecognized'],
    ['an archive', Buffer.from('PK\u0003\u0004 doc.kml'), 'telemetry_unrecognized'],
    [
      'a binary dashcam log',
      Buffer.from([...Buffer.from('MEDIA 1.00 TT')].map((byte) => byte ^ 0xaa)),
      'telemetry_unrecognized',
    ],
    ['prose', 'Dear sirs,\nplease find attached, as agreed, the track.\n', 'telemetry_unrecognized'],
    ['a route without times', writeGpx(points, { times: () => undefined }).toString(), 'telemetry_no_time'],
    [
      'a KML line',
      '<kml><Placemark><LineString><coordinates>8,47,0 8.1,47,0</coordinates></LineString></Placemark></kml>',
      'telemetry_no_time',
    ],
    ['a single point', writeGpx(points.slice(0, 1)).toString(), 'telemetry_no_valid_points'],
    ['places off the globe', gpx.replace(/lat="36/g, 'lat="136'), 'telemetry_no_valid_points'],
  ])('is refused: %s', async (_, content, code) => {
    const failure = await read(content as string).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
  });

  it('is recognised by its content under any name', async () => {
    const track = await readTrack(bufferSource(writeFit(points), 'track.gpx'));
    expect(track.format).toBe('fit');
  });

  it('is refused above the limits of points and bytes', async () => {
    await expect(read(gpx, { points: 50 })).rejects.toMatchObject({ code: 'telemetry_too_large' });
    await expect(read(gpx, { bytes: 1_000 })).rejects.toMatchObject({ code: 'telemetry_too_large' });
    await expect(read(writeDjiSrt(points, 'brackets'), { points: 50 })).rejects.toMatchObject({
      code: 'telemetry_too_large',
    });
    await expect(read(writeVbo(points), { points: 50 })).rejects.toMatchObject({ code: 'telemetry_too_large' });
    await expect(read(writeFit(points), { points: 50 })).rejects.toMatchObject({ code: 'telemetry_too_large' });
    await expect(read(emptyMessages(1_000), { points: 50 })).rejects.toMatchObject({ code: 'telemetry_too_large' });
  });

  it('yields a track or an error of the catalogue, however it is damaged', async () => {
    const files = [
      writeGpx(points, { speed: 'extension' }),
      writeTcx(points),
      writeKml(points),
      writeFit(points, { compressedTimes: true, developerPower: true }),
      writeNmea(points),
      writeRaceChrono(points),
      writeVbo(points),
      writeDjiSrt(points, 'phantom'),
      writeDashcamMap(points, 3.6),
      writeGopro(points),
      writeGopro(points, { stream: 'GPS9', indexFirst: true }),
    ];
    const damage = fc.record({
      file: fc.nat(files.length - 1),
      cut: fc.double({ min: 0.05, max: 1, noNaN: true }),
      bytes: fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), { maxLength: 12 }),
      early: fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ file, cut, bytes, early }) => {
        const content = Buffer.from(files[file]!.subarray(0, Math.ceil(files[file]!.length * cut)));
        for (const [place, byte] of bytes) content[Math.floor(place * content.length)] = byte;
        for (const [place, byte] of early) if (place < content.length) content[place] = byte;
        const result = await read(content).catch((error: unknown) => error);
        if (result instanceof AppError) expect(result.code).toMatch(/^telemetry_/);
        else expect(result).toMatchObject({ time: expect.any(Float64Array) });
      }),
      { numRuns: 300 },
    );
  });
});

/** A FIT file whose messages have no fields, so that each is one byte long. */
function emptyMessages(count: number): Buffer {
  const data = Buffer.concat([Buffer.from([0x40, 0, 0, 20, 0, 0]), Buffer.alloc(count)]);
  const header = Buffer.alloc(14);
  header[0] = 14;
  header.writeUInt32LE(data.length, 4);
  header.write('.FIT', 8, 'latin1');
  return Buffer.concat([header, data, Buffer.alloc(2)]);
}
