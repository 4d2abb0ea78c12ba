import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { inspectPicture } from './inspect-picture';

describe('inspectPicture', () => {
  const folder = mkdtempSync(join(tmpdir(), 'inspect-picture-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const conditionOf = (...bytes: readonly Uint8Array[]) => {
    const path = join(folder, 'picture');
    writeFileSync(path, Buffer.concat(bytes));
    return inspectPicture(path);
  };

  const canvas = createCanvas(64, 48);
  const context = canvas.getContext('2d');
  for (let at = 0; at < 64; at++) {
    context.fillStyle = `rgb(${at * 4}, ${(at * 37) % 256}, 90)`;
    context.fillRect(at, at % 7, 1, 48);
  }
  const [png, jpg] = [canvas.toBuffer('image/png'), canvas.toBuffer('image/jpeg')];
  const changed = (bytes: Buffer, at: number, ...values: number[]) => {
    const copy = Buffer.from(bytes);
    copy.set(values, at);
    return copy;
  };
  const scan = jpg.indexOf(Buffer.from([0xff, 0xda]));
  const middle = scan + ((jpg.length - scan) >> 1);
  /** The length of a part that begins there and leads to the end mark. */
  const toEnd = jpg.length - 2 - (middle + 2);

  it.each([
    ['PNG', png],
    ['JPEG', jpg],
    ['JPEG with a filled mark', Buffer.concat([jpg.subarray(0, scan), Buffer.from([0xff, 0xff]), jpg.subarray(scan)])],
    ['GIF', Buffer.from('GIF89a, whose end nobody looks for')],
  ])('finds a %s whole, whatever follows it', async (_, bytes) => {
    expect(await conditionOf(bytes)).toBe('whole');
    expect(await conditionOf(bytes, Buffer.alloc(300, 0xff))).toBe('whole');
  });

  it.each([
    ['a changed PNG', changed(png, png.indexOf('IDAT') + 20, 1, 2, 3)],
    ['a PNG with a changed header', changed(png, png.indexOf('IHDR') + 12, 9)],
  ])('finds %s damaged', async (_, bytes) => expect(await conditionOf(bytes)).toBe('damaged'));

  it('does not read the notes of a PNG', async () => {
    const note = Buffer.from('\0\0\0\x05tEXthello....', 'latin1');
    const at = png.indexOf('IDAT') - 4;
    expect(await conditionOf(png.subarray(0, at), note, png.subarray(at))).toBe('whole');
  });

  it.each([
    ['a PNG without its end', png.subarray(0, -12)],
    ['a PNG that ends in its pixels', png.subarray(0, png.indexOf('IDAT') + 40)],
    ['a JPEG without its end', jpg.subarray(0, -2)],
    ['a JPEG that ends in its pixels', jpg.subarray(0, middle)],
    ['a JPEG that ends in a mark', jpg.subarray(0, -1)],
    ['a JPEG without pixels', Buffer.concat([jpg.subarray(0, scan), Buffer.from([0xff, 0xd9])])],
    ['a JPEG with a mark among its pixels', changed(jpg, middle, 0xff, 0xc5, toEnd >> 8, toEnd & 255)],
    ['a JPEG with a restart out of turn', changed(jpg, middle, 0xff, 0xd3)],
  ])('leaves %s to a decoder', async (_, bytes) => expect(await conditionOf(bytes)).toBe('unclear'));

  it('follows the restarts of a JPEG, also where one lies across two of the blocks that it reads', async () => {
    const start = scan + 2 + jpg.readUInt16BE(scan + 2);
    const [pixels, end] = [jpg.subarray(0, -2), jpg.subarray(-2)];
    const restarts = Array.from({ length: 20 }, (_, index) => Buffer.from([1, 0xff, 0xd0 + (index % 8), 0xff, 0]));
    const left = (1 << 20) - (pixels.length - start);
    for (const before of [left - 3, left - 2, left - 1, left])
      expect(await conditionOf(pixels, Buffer.alloc(before, 0x55), ...restarts, end)).toBe('whole');
  });
});
