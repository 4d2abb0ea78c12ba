import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { PlanesMemory, planesOf } from './planes-memory';
import { PLANES } from './planes-module';
import { type RowReader, rowsOf as rowsOfCanvas, YuvConverter } from './to-yuv';

/** Opaque pixels that differ everywhere, with the darkest and the lightest among them. */
function pixelsOf(width: number, height: number): Uint8ClampedArray {
  let seed = 1;
  const next = () => (seed = Math.imul(seed, 1_103_515_245) + 12_345) >>> 24;
  const extreme = () => (next() < 128 ? 0 : 255);
  return Uint8ClampedArray.from({ length: width * height * 4 }, (_, index) =>
    index % 4 === 3 ? 255 : index % 3 === 0 ? extreme() : next(),
  );
}

/** The same conversion, written down plainly: BT.709 in limited range, colours of four pixels together. */
function plainly(rgba: Uint8ClampedArray, width: number, height: number): Uint8Array {
  const at = (x: number, y: number) => [0, 1, 2].map((channel) => rgba[(y * width + x) * 4 + channel] ?? 0);
  const weighted = (factors: number[], colors: number[]) =>
    factors.reduce((sum, factor, channel) => sum + factor * (colors[channel] ?? 0), 0);
  const luma = Array.from({ length: width * height }, (_, index) =>
    Math.floor(16.5 + weighted([11_966, 40_254, 4_064], at(index % width, Math.floor(index / width))) / 65_536),
  );
  const chroma = (factors: number[]) =>
    Array.from({ length: (width * height) / 4 }, (_, index) => {
      const [x, y] = [(index % (width / 2)) * 2, Math.floor(index / (width / 2)) * 2];
      const square = [at(x, y), at(x + 1, y), at(x, y + 1), at(x + 1, y + 1)];
      const sums = [0, 1, 2].map((channel) => square.reduce((sum, color) => sum + (color[channel] ?? 0), 0));
      return Math.floor(128.5 + weighted(factors, sums) / 65_536);
    });
  return Uint8Array.from([...luma, ...chroma([-1_649, -5_547, 7_196]), ...chroma([7_196, -6_536, -660])]);
}

/** The same for pictures that keep the colours of each pixel. */
function plainlyWhole(rgba: Uint8ClampedArray): Uint8Array {
  const value = (factors: number[], zero: number) =>
    Array.from({ length: rgba.length / 4 }, (_, index) =>
      Math.floor(
        factors.reduce(
          (sum, factor, channel) => sum + (factor * (rgba[index * 4 + channel] ?? 0)) / 65_536,
          zero + 0.5,
        ),
      ),
    );
  const [luma, u, v] = [
    value([11_966, 40_254, 4_064], 16),
    value([-6_596, -22_188, 28_784], 128),
    value([28_784, -26_144, -2_640], 128),
  ];
  return Uint8Array.from([...(luma ?? []), ...(u ?? []), ...(v ?? [])]);
}

const rowsOf =
  (rgba: Uint8ClampedArray, width: number): RowReader =>
  (from, count, target) =>
    target.set(rgba.subarray(from * width * 4, (from + count) * width * 4));

function converted(frames: readonly Uint8ClampedArray[], width: number, height: number): Uint8Array {
  const memory = new PlanesMemory();
  const converter = new YuvConverter(memory);
  const picture = memory.allocatePlanes({ width, height });
  for (const rgba of frames) converter.convert(rowsOf(rgba, width), picture);
  const { address } = picture.block;
  return memory.bytes.slice(address, address + (width * height * 3) / 2);
}

describe('the conversion of painted frames', () => {
  it.each([
    [64, 48],
    [18, 34],
    [2, 2],
    [46, 18],
    [6, 150],
    [4098, 130],
  ])('of %i × %i pixels gives each of them its exact value', (width, height) => {
    const rgba = pixelsOf(width, height);
    expect(Buffer.compare(converted([rgba], width, height), plainly(rgba, width, height))).toBe(0);
  });

  it.each([
    [64, 48],
    [4, 1],
    [20, 151],
    [4096, 131],
  ])('of a picture of %i × %i pixels keeps the colours of each of them', (width, height) => {
    const rgba = pixelsOf(width, height);
    const memory = new PlanesMemory();
    const picture = memory.allocateWhole({ width, height });
    new YuvConverter(memory).convert(rowsOf(rgba, width), picture);
    const { address } = picture.block;
    const whole = memory.bytes.slice(address, address + width * height * 3);
    expect(Buffer.compare(whole, plainlyWhole(rgba))).toBe(0);
  });

  it('of a picture that is as wide as its canvas, rounded up, leaves the rows in their places', () => {
    const canvas = createCanvas(5, 3);
    const context = canvas.getContext('2d', { alpha: false });
    const colors = ['#ff0000', '#00ff00', '#0000ff'];
    for (const [y, color] of colors.entries()) {
      context.fillStyle = color;
      context.fillRect(0, y, 5, 1);
    }
    const memory = new PlanesMemory();
    const picture = memory.allocateWhole(canvas);
    new YuvConverter(memory).convert(rowsOfCanvas(context, picture.width), picture);
    for (const [index, { address, width }] of planesOf(picture).entries()) {
      expect(width).toBe(8);
      const rows = colors.map((_, y) => [...memory.bytes.subarray(address + y * width, address + y * width + 5)]);
      const expected =
        [
          [63, 173, 32],
          [102, 42, 240],
          [240, 26, 118],
        ][index] ?? [];
      expect(rows).toEqual(expected.map((value) => Array.from({ length: 5 }, () => value)));
    }
  });

  it('gives a second frame nothing of the first', () => {
    const grey = new Uint8ClampedArray(34 * 18 * 4).fill(255);
    expect(Buffer.compare(converted([pixelsOf(34, 18), grey], 34, 18), plainly(grey, 34, 18))).toBe(0);
  });

  it('uses what its source compiles to', async () => {
    const { compile } = await import('watr');
    const source = readFileSync(join(__dirname, 'planes.wat'), 'utf8');
    expect(Buffer.from(compile(source)).equals(PLANES)).toBe(true);
  });
});
