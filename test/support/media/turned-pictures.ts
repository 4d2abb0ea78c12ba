import { crc32 } from 'node:zlib';

/** An EXIF block that requires a clockwise rotation by 90 degrees. */
const TURNED = Buffer.from('49492a00080000000100120103000100000006000000000000000000', 'hex').subarray(0, 26);

/** The EXIF block follows 120 KB of other segments, as in files of editors that keep their own data. */
export function turnedJpeg(jpeg: Buffer): Buffer {
  const segment = (marker: number, body: Buffer) => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  };
  const notes = [1, 2].map(() => segment(0xfe, Buffer.alloc(60_000, 0x20)));
  const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), TURNED]));
  return Buffer.concat([jpeg.subarray(0, 2), ...notes, exif, jpeg.subarray(2)]);
}

/** @param webp in the simple form, one chunk of pixels */
export function turnedWebp(webp: Buffer, width: number, height: number): Buffer {
  const chunk = (name: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(name, 'latin1');
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
  };
  const features = Buffer.alloc(10);
  features[0] = 0x08;
  features.writeUIntLE(width - 1, 4, 3);
  features.writeUIntLE(height - 1, 7, 3);
  const chunks = Buffer.concat([chunk('VP8X', features), webp.subarray(12), chunk('EXIF', TURNED)]);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(chunks.length + 4, 4);
  return Buffer.concat([head, chunks]);
}

/** An uncompressed TIFF of 16 × 9 pixels, left half red, right half blue, rotated like the others. */
export function turnedTiff(): Buffer {
  const [width, height, head] = [16, 9, 160];
  const pixels = Buffer.concat(
    Array.from({ length: width * height }, (_, index) =>
      Buffer.from(index % width < width / 2 ? [255, 0, 0] : [0, 0, 255]),
    ),
  );
  const tags = [
    [256, 3, 1, width],
    [257, 3, 1, height],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 2],
    [273, 4, 1, head],
    [274, 3, 1, 6],
    [277, 3, 1, 3],
    [278, 3, 1, height],
    [279, 4, 1, pixels.length],
  ] as const;
  const start = Buffer.alloc(head);
  start.write('II*\0\x08\0\0\0', 'latin1');
  start.writeUInt16LE(tags.length, 8);
  for (const [index, [tag, type, count, value]] of tags.entries()) {
    start.writeUInt16LE(tag, 10 + index * 12);
    start.writeUInt16LE(type, 12 + index * 12);
    start.writeUInt32LE(count, 14 + index * 12);
    start.writeUInt32LE(value, 18 + index * 12);
  }
  return Buffer.concat([start, pixels]);
}

/** The chunk precedes the pixels. */
export function turnedPng(png: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from('eXIf', 'latin1'), TURNED]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(TURNED.length);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  const pixels = png.indexOf('IDAT', 0, 'latin1') - 4;
  return Buffer.concat([png.subarray(0, pixels), chunk, png.subarray(pixels)]);
}

/** Left half red, right half blue, 16 × 10, as the encoders of web services write it: without the sequence header. */
export const LIBHEIF_AVIF = Buffer.from(
  'AAAAHGZ0eXBhdmlmAAAAAG1pZjFhdmlmbWlhZgAAANZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAA' +
    'AERAAAEAAQAAAAAA+gABAAAAAAAAACgAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABhdjAxAAAAAA5waXRtAAAAAAABAAAAVmlwcnAAAAA4' +
    'aXBjbwAAAAxhdjFDgSACAAAAABRpc3BlAAAAAAAAABAAAAAKAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAgMAAAAwbWRhdBIA' +
    'Cgg4DP5aQENBpDIaReCYwTAADKAAABCOEczsjr4oVh81GbDc/JQ=',
  'base64',
);

const AVIF_PROPERTIES = {
  /** A quarter clockwise. */
  turned: Buffer.from('00000009' + Buffer.from('irot').toString('hex') + '03', 'hex'),
  /** Left and right exchanged. */
  mirrored: Buffer.from('00000009' + Buffer.from('imir').toString('hex') + '01', 'hex'),
};

/** @param avif of one picture, whose properties come last in its description, as ffmpeg writes it */
export function turnedAvif(avif: Buffer, changes: readonly (keyof typeof AVIF_PROPERTIES)[]): Buffer {
  const start = (type: string) => avif.indexOf(type, 0, 'latin1') - 4;
  const [meta, iprp, ipco, ipma] = [start('meta'), start('iprp'), start('ipco'), start('ipma')];
  const properties = Buffer.concat(changes.map((change) => AVIF_PROPERTIES[change]));
  let known = 0;
  for (let at = ipco + 8; at < ipma; at += avif.readUInt32BE(at)) known += 1;
  const uses = Buffer.from(changes.map((_, index) => 0x80 | (known + index + 1)));
  const longer = properties.length + uses.length;
  const patched = Buffer.from(avif);
  const grow = (at: number, bytes: number) => patched.writeUInt32BE(avif.readUInt32BE(at) + bytes, at);
  grow(meta, longer);
  grow(iprp, longer);
  grow(ipco, properties.length);
  grow(ipma, uses.length);
  patched.writeUInt8(avif.readUInt8(ipma + 18) + uses.length, ipma + 18);
  // Where the pixels begin in the file.
  grow(start('iloc') + 22, longer);
  const end = ipma + avif.readUInt32BE(ipma);
  return Buffer.concat([
    patched.subarray(0, ipma),
    properties,
    patched.subarray(ipma, end),
    uses,
    patched.subarray(end),
  ]);
}
