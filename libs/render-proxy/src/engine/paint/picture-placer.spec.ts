import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { PicturePlacer, type Place } from './picture-placer';
import { type Planes, PlanesMemory, planesOf } from './planes-memory';
import { rowsOf, YuvConverter } from './to-yuv';

const FRAME = { width: 208, height: 114 };

let seed = 7;
const random = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;

/** Colours that change smoothly, so that the half resolution of chroma shows no difference. */
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
  const planes = memory.allocatePlanes(still);
  converter.convert(rowsOf(still.getContext('2d')), planes);
  const expected = drawn(still, place, memory, converter);
  const nothing = { rect: { x: 0, y: 0, width: 0, height: 0 }, opacity: 0 };
  const frame = drawn(still, nothing, memory, converter);
  placer.place(planes, still, frame, place);
  return { expected, frame, memory };
}

/**
 * The largest and the mean difference of the frames, but for the edges of the picture, which the canvas moves by whole
 * pixels.
 */
function difference(place: Place, still: Canvas): { most: number; mean: number } {
  const { expected, frame, memory } = show(place, still);
  const { x, y, width, height } = place.rect;
  const isEdge = (at: number, edges: number[], half: number) =>
    edges.some((edge) => Math.abs((at + 0.5) * half - edge) < 2);
  const differences = planesOf(frame).flatMap((plane, index) => {
    const half = index === 0 ? 1 : 2;
    const other = planesOf(expected)[index]?.address ?? 0;
    return Array.from({ length: plane.width * plane.height }, (_, at) => {
      const [column, row] = [at % plane.width, Math.floor(at / plane.width)];
      if (isEdge(column, [x, x + width], half) || isEdge(row, [y, y + height], half)) return 0;
      return Math.abs((memory.bytes[plane.address + at] ?? 0) - (memory.bytes[other + at] ?? 0));
    });
  });
  return {
    most: Math.max(...differences),
    mean: differences.reduce((sum, each) => sum + each, 0) / differences.length,
  };
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
    const { most, mean } = difference(place, picture(size.width, size.height));
    expect(mean).toBeLessThan(0.8);
    expect(most).toBeLessThanOrEqual(6);
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
      expect(difference({ rect: { x, y, width: 58, height: 48 }, opacity: 1 }, still).most).toBeLessThanOrEqual(6);
  });

  it('covers a pixel at its edge by the share that it touches, so that edges move smoothly', () => {
    const white = createCanvas(40, 40);
    const context = white.getContext('2d', { alpha: false });
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, 40, 40);
    const { frame, memory } = show({ rect: { x: 20.25, y: 30, width: 40, height: 40 }, opacity: 1 }, white);
    const [luma] = planesOf(frame);
    const [outside, edge, inside] = [19, 20, 21].map((x) => memory.bytes[luma.address + 50 * FRAME.width + x] ?? 0);
    expect(inside).toBe(235);
    expect(Math.abs((edge ?? 0) - (0.75 * 235 + 0.25 * (outside ?? 0)))).toBeLessThanOrEqual(1);
  });
});
