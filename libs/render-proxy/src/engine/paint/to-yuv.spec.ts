import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlanesMemory } from './planes-memory';
import { PLANES } from './planes-module';
import { type RowReader, YuvConverter } from './to-yuv';

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
