import { crc32 } from 'node:zlib';

/** An EXIF block that says: rotate me clockwise by 90 degrees. */
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
