import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { drawThinLines } from '../../../../../test/support/media/thin-lines';
import { PicturePlacer, type Place } from './picture-placer';
import { type Plane, type Planes, PlanesMemory, planesOf } from './planes-memory';
import { rowsOf, YuvConverter } from './to-yuv';

const FRAME = { width: 208, height: 114 };

let seed = 7;
const random = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;

/** Colours that change smoothly, so that the coarse positions of the canvas, 16ths of a pixel, show no difference. */
function picture(width: number, height: number): Canvas {
  const colors = createCanvas(5, 4);
  const context = colors.getContext('2d', { alpha: false });
  for (let x = 0; x < 5; x++)
    for (let y = 0; y < 4; y++) {
      context.fillStyle = `rgb(${random() * 255}, ${random() * 255}, ${random() * 255})`;
      context.fillRect(x, y, 1, 1);
    }
  const canvas = createCanvas(width, height);
  const large = canvas.getContext('2d', { alpha: false });
  large.drawImage(colors, 0.5, 0.5, 4, 3, 0, 0, width, height);
  return canvas;
}

/** Columns and rows of one pixel, in colours of the same luma and the opposite hue as far as possible. */
function checker(width: number, height: number): Canvas {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d', { alpha: false });
  for (let x = 0; x < width; x++)
    for (let y = 0; y < height; y++) {
      context.fillStyle = (x + y) % 2 === 0 ? '#ff0000' : '#0050ff';
      context.fillRect(x, y, 1, 1);
    }
  return canvas;
}

/** Red writing on blue, in strokes one pixel wide. */
function writing(width: number, height: number): Canvas {
  const canvas = createCanvas(width, height);
  drawThinLines(canvas.getContext('2d', { alpha: false }), canvas);
  return canvas;
}

/** What the canvas draws, converted. */
function drawn(still: Canvas, { rect, opacity }: Place, memory: PlanesMemory, converter: YuvConverter): Planes {
  const canvas = createCanvas(FRAME.width, FRAME.height);
  const context = canvas.getContext('2d', { alpha: false });
  context.fillStyle = '#306090';
  context.fillRect(0, 0, FRAME.width, FRAME.height);
  const planes = memory.allocatePlanes(FRAME);
  context.globalAlpha = opacity;
  context.imageSmoothingQuality = 'low';
  context.drawImage(still, rect.x, rect.y, rect.width, rect.height);
  converter.convert(rowsOf(context), planes);
  return planes;
}

interface Shown {
  expected: Planes;
  frame: Planes;
  memory: PlanesMemory;
}

function show(place: Place, still: Canvas): Shown {
  const memory = new PlanesMemory();
  const converter = new YuvConverter(memory);
  const placer = new PicturePlacer(memory, FRAME.width);
  const planes = memory.allocateWhole(still);
  converter.convert(rowsOf(still.getContext('2d'), planes.width), planes);
  const expected = drawn(still, place, memory, converter);
  const nothing = { rect: { x: 0, y: 0, width: 0, height: 0 }, opacity: 0 };
  const frame = drawn(still, nothing, memory, converter);
  placer.place(planes, still, frame, place);
  return { expected, frame, memory };
}

interface Difference {
  most: number;
  mean: number;
}

/**
 * The largest and the mean difference of each plane of the frames, but for the edges of the picture, which the canvas
 * moves by whole pixels.
 */
function differences(place: Place, still: Canvas): [luma: Difference, u: Difference, v: Difference] {
  const { expected, frame, memory } = show(place, still);
  const { x, y, width, height } = place.rect;
  const isEdge = (at: number, edges: number[], half: number) =>
    edges.some((edge) => Math.abs((at + 0.5) * half - edge) < 2);
  const [luma, u, v] = planesOf(expected);
  const [ownLuma, ownU, ownV] = planesOf(frame);
  const differ = (plane: Plane, other: Plane, half: number) => {
    const all = Array.from({ length: plane.width * plane.height }, (_, at) => {
      const [column, row] = [at % plane.width, Math.floor(at / plane.width)];
      if (isEdge(column, [x, x + width], half) || isEdge(row, [y, y + height], half)) return 0;
      return Math.abs((memory.bytes[plane.address + at] ?? 0) - (memory.bytes[other.address + at] ?? 0));
    });
    return { most: Math.max(...all), mean: all.reduce((sum, each) => sum + each, 0) / all.length };
  };
  return [differ(ownLuma, luma, 1), differ(ownU, u, 2), differ(ownV, v, 2)];
}

describe('a picture in planes', () => {
  const even = (from: number, to: number) => Math.round((from + random() * (to - from)) / 2) * 2;
  const places = Array.from({ length: 40 }, (_, index) => {
    const size = { width: even(20, 300), height: even(20, 200) };
    const scale = 0.62 + random() * 2;
    const [width, height] = [size.width * scale, size.height * (scale + random() * 0.2)];
    const rect = { x: (FRAME.width - width) * random(), y: (FRAME.height - height) * random(), width, height };
    return { size, place: { rect, opacity: index % 3 === 0 ? random() : 1 } };
  });

  it.each(places)('of $size.width × $size.height looks as the canvas draws it at $place.rect', ({ size, place }) => {
    for (const { most, mean } of differences(place, picture(size.width, size.height))) {
      expect(mean).toBeLessThan(0.8);
      expect(most).toBeLessThanOrEqual(6);
    }
  });

  it.each([
    ['of its own size', 1, 0],
    ['of its own size, at odd columns and rows', 1, 1],
    ['between two pixels', 1, 0.5],
    ['four times as large', 4, -60],
    ['a little larger, as while zooming', 1.23, 3.3],
    ['smaller', 0.64, 9.7],
  ])('keeps thin coloured lines as the canvas does, %s', (_, scale, at) => {
    for (const still of [checker(121, 87), writing(121, 87)]) {
      const place = { rect: { x: at, y: at, width: still.width * scale, height: still.height * scale }, opacity: 1 };
      for (const { most, mean } of differences(place, still)) {
        expect(mean).toBeLessThan(1);
        expect(most).toBeLessThanOrEqual(10);
      }
    }
  });

  it('may lie outside the frame, wholly or in part', () => {
    const still = picture(58, 48);
    for (const [x = 0, y = 0] of [
      [-70, 0],
      [300, 20],
      [20, 200],
      [-30.3, -20.7],
      [180.4, 90.2],
      // Its columns do not fill the last step of the module.
      [21, 30],
    ])
      for (const { most } of differences({ rect: { x, y, width: 58, height: 48 }, opacity: 1 }, still))
        expect(most).toBeLessThanOrEqual(6);
  });

  it('covers pixels at its edges by the share that it touches, so that edges move smoothly', () => {
    const white = createCanvas(40, 40);
    const context = white.getContext('2d', { alpha: false });
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, 40, 40);
    const { frame, memory } = show({ rect: { x: 20.25, y: 30.5, width: 40, height: 40 }, opacity: 1 }, white);
    const planes = planesOf(frame);
    const at = (plane: Plane, x: number, y: number) => memory.bytes[plane.address + y * plane.width + x] ?? 0;
    const mixed = (outside: number, inside: number, share: number) => outside + (inside - outside) * share;
    for (const [index, plane] of planes.entries()) {
      const half = index === 0 ? 1 : 2;
      const [outside, inside] = [at(plane, 0, 0), index === 0 ? 235 : 128];
      const edge = (x: number, y: number) => at(plane, Math.floor(x / half), Math.floor(y / half));
      expect(edge(40, 50)).toBe(inside);
      // The first and the last column, then the first and the last row: of two pixels, one is wholly inside or outside.
      for (const [x = 0, y = 0, shares = []] of [
        [20, 50, [0.75, 0.875]],
        [60, 50, [0.25, 0.125]],
        [40, 30, [0.5, 0.75]],
        [40, 70, [0.5, 0.25]],
      ] as const)
        expect(Math.abs(edge(x, y) - mixed(outside, inside, shares[half - 1] ?? 0))).toBeLessThanOrEqual(1);
    }
  });

  it('ends with its last column and row, next to which other pixels are stored', () => {
    const still = createCanvas(41, 31);
    const context = still.getContext('2d', { alpha: false });
    for (const [color, x, y] of [
      ['#000000', 0, 0],
      ['#ffffff', 20, 0],
      ['#ffffff', 0, 15],
    ] as const) {
      context.fillStyle = color;
      context.fillRect(x, y, 41 - x, 31 - y);
    }
    const { frame, memory } = show({ rect: { x: 10, y: 10, width: 123, height: 93 }, opacity: 1 }, still);
    const [luma, u, v] = planesOf(frame);
    const at = (plane: Plane, x: number, y: number) => memory.bytes[plane.address + y * plane.width + x];
    expect([131, 132].map((x) => at(luma, x, 50))).toEqual([235, 235]);
    expect([101, 102].map((y) => at(luma, 50, y))).toEqual([235, 235]);
    for (const plane of [u, v]) expect([at(plane, 65, 25), at(plane, 25, 50)]).toEqual([128, 128]);
  });
});
