import { inflateSync } from 'node:zlib';

const SIGNATURE_BYTES = 8;
/** Bytes of a pixel, by the colour type of the header. */
const PIXEL_BYTES: Readonly<Record<number, 3 | 4>> = { 2: 3, 6: 4 };
const EIGHT_BITS = 8;

export interface RgbPicture {
  width: number;
  height: number;
  rgb: Buffer;
}

/**
 * The pixels of a PNG without their opacity, read here, because a start of ffmpeg takes longer than most stills take to
 * render.
 * @returns undefined for a kind of PNG that we do not write
 */
export function readPng(png: Buffer): RgbPicture | undefined {
  const chunks = chunksOf(png);
  const header = chunks.find(({ name }) => name === 'IHDR')?.data;
  const pixelBytes = header && PIXEL_BYTES[header[9] ?? 0];
  if (!pixelBytes || header[8] !== EIGHT_BITS || header[12] !== 0) return undefined;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const packed = Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data));
  const pixels = unfiltered(inflateSync(packed), width * pixelBytes, height, pixelBytes);
  if (pixelBytes === 3) return { width, height, rgb: pixels };
  const rgb = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) pixels.copy(rgb, pixel * 3, pixel * 4, pixel * 4 + 3);
  return { width, height, rgb };
}

function chunksOf(png: Buffer): { name: string; data: Buffer }[] {
  const chunks = [];
  for (let at = SIGNATURE_BYTES; at < png.length; ) {
    const end = at + 8 + png.readUInt32BE(at);
    chunks.push({ name: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, end) });
    at = end + 4;
  }
  return chunks;
}

/** Undoes the filter of each row, which is its first byte. */
function unfiltered(rows: Buffer, rowBytes: number, height: number, pixelBytes: number): Buffer {
  const pixels = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    const predict = PREDICTORS[rows[y * (rowBytes + 1)] ?? 0] ?? none;
    for (let x = 0; x < rowBytes; x += 1) {
      const at = y * rowBytes + x;
      const left = x < pixelBytes ? 0 : (pixels[at - pixelBytes] ?? 0);
      const above = y === 0 ? 0 : (pixels[at - rowBytes] ?? 0);
      const corner = x < pixelBytes || y === 0 ? 0 : (pixels[at - rowBytes - pixelBytes] ?? 0);
      pixels[at] = (rows[y * (rowBytes + 1) + 1 + x] ?? 0) + predict(left, above, corner);
    }
  }
  return pixels;
}

const none = () => 0;
/** By the number of the filter. */
const PREDICTORS = [
  none,
  (left: number) => left,
  (_left: number, above: number) => above,
  (left: number, above: number) => (left + above) >> 1,
  (left: number, above: number, corner: number) => {
    const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
    const toCorner = Math.abs(left + above - 2 * corner);
    if (toLeft <= toAbove && toLeft <= toCorner) return left;
    return toAbove <= toCorner ? above : corner;
  },
];
