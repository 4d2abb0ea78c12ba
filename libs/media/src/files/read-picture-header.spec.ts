import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { readPictureHeader } from './read-picture-header';

const SIZE = { width: 300, height: 20 };

describe('readPictureHeader', () => {
  const folder = mkdtempSync(join(tmpdir(), 'picture-header-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const headerOf = (bytes: Buffer) => {
    const path = join(folder, 'picture');
    writeFileSync(path, bytes);
    return readPictureHeader(path);
  };

  const chunk = (name: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(name), data, Buffer.alloc(4)]);
  };
  const png = (depth: number, color: number, ...before: string[]) => pngOf(SIZE, depth, color, ...before);
  function pngOf({ width, height }: typeof SIZE, depth: number, color: number, ...before: string[]): Buffer {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header.set([depth, color], 8);
    const chunks = [...before, 'IDAT', 'tRNS'].map((name) => chunk(name, Buffer.alloc(7)));
    return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), ...chunks]);
  }
  const part = (code: number, ...data: number[]) => Buffer.from([0xff, code, 0, data.length + 2, ...data]);
  const frame = (code: number, more: { bits?: number; components?: number; height?: number } = {}) =>
    part(
      code,
      more.bits ?? 8,
      0,
      more.height ?? SIZE.height,
      SIZE.width >> 8,
      SIZE.width & 255,
      more.components ?? 3,
      1,
      2,
      3,
    );
  const jpeg = (...parts: Buffer[]) => Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts]);

  it.each([
    ['image/png', true],
    ['image/jpeg', false],
  ] as const)('reads what a canvas writes as %s', async (type, hasAlpha) => {
    const bytes = createCanvas(SIZE.width, SIZE.height).toBuffer(type as 'image/png');
    expect(await headerOf(bytes)).toEqual({ ...SIZE, hasAlpha });
  });

  it.each([
    ['grey', 8, 0, false],
    ['black and white, which ffmpeg may see as transparent', 1, 0, true],
    ['colours', 8, 2, false],
    ['a palette', 8, 3, true],
    ['grey with alpha', 16, 4, true],
    ['colours with alpha', 8, 6, true],
  ])('finds transparency of a PNG in %s', async (_, depth, color, hasAlpha) => {
    expect(await headerOf(png(depth, color, 'gAMA'))).toEqual({ ...SIZE, hasAlpha });
    expect(await headerOf(png(depth, color, 'gAMA', 'tRNS'))).toEqual({ ...SIZE, hasAlpha: true });
  });

  it('takes a PNG that does not show its pixels among a thousand chunks for a transparent one', async () => {
    const others = Array.from({ length: 2_000 }, () => 'tEXt');
    expect(await headerOf(png(8, 2, ...others.slice(0, 900)))).toEqual({ ...SIZE, hasAlpha: false });
    expect(await headerOf(png(8, 2, ...others))).toEqual({ ...SIZE, hasAlpha: true });
    expect(await headerOf(png(8, 2).subarray(0, 40))).toEqual({ ...SIZE, hasAlpha: true });
  });

  it('reads sizes up to the largest that a header can name', async () => {
    const size = { width: 2 ** 32 - 1, height: 2 ** 32 - 1 };
    expect(await headerOf(pngOf(size, 8, 2))).toEqual({ ...size, hasAlpha: false });
  });

  it('skips what precedes the frame of a JPEG', async () => {
    const before = [part(0xe1, ...Array<number>(200).fill(0xff)), part(0xdb, 1, 2), part(0xc4, 1, 2, 3)];
    for (const code of [0xc0, 0xc1, 0xc2])
      expect(await headerOf(jpeg(...before, frame(code)))).toEqual({ ...SIZE, hasAlpha: false });
  });

  it.each([
    ['a lossless JPEG', jpeg(frame(0xc3))],
    ['a JPEG of 12 bits', jpeg(frame(0xc1, { bits: 12 }))],
    ['a JPEG of four inks', jpeg(frame(0xc0, { components: 4 }))],
    ['a JPEG without a frame', jpeg(part(0xe0, 1, 2))],
    ['a JPEG with noise between its parts', jpeg(part(0xe0, 1, 2), Buffer.alloc(40), frame(0xc0))],
    ['a JPEG of endless parts', jpeg(...Array.from({ length: 2_000 }, () => part(0xe0)), frame(0xc0))],
    ['a JPEG that ends in the length of a part', jpeg(part(0xe0, 1, 2)).subarray(0, 5)],
    ['a JPEG that ends in its frame', jpeg(frame(0xc0)).subarray(0, 11)],
    ['a JPEG with parts of no length', jpeg(Buffer.alloc(40_000, Buffer.from([0xff, 0xe0, 0, 0])), frame(0xc0))],
    ['a JPEG whose height follows its pixels', jpeg(frame(0xc0, { height: 0 }))],
    ['a PNG without columns', pngOf({ width: 0, height: 20 }, 8, 2)],
    ['a PNG without rows', pngOf({ width: 300, height: 0 }, 8, 2)],
    ['a PNG that begins with another chunk', Buffer.from(png(8, 6)).fill('CgBI', 12, 16)],
    ['a PNG that ends', png(8, 6).subarray(0, 20)],
    ['other bytes', Buffer.alloc(100, 'GIF89a')],
    ['no bytes', Buffer.alloc(0)],
  ])('leaves %s to ffprobe', async (_, bytes) => expect(await headerOf(bytes)).toBeUndefined());
});
