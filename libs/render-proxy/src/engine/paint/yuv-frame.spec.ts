import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { Layer } from '../scene/scene';
import type { FramePainter } from './frame-painter';
import { YuvFrame } from './yuv-frame';

const FRAME = { width: 320, height: 180 };
const rect = { x: 0, y: 0, ...FRAME };

/** A painter whose layers are stills that show these canvases. */
function painterOf(canvases: Map<Layer, Canvas>, opacity: number): FramePainter {
  const plainStill = (layer: Layer) => ({ canvas: canvases.get(layer), place: { rect, opacity } });
  return { plainStill, hidesAllBelow: () => false, boundsAt: () => rect } as unknown as FramePainter;
}

const layers = (count: number) => Array.from({ length: count }, () => ({}) as Layer);

describe('the stills that are kept in planes', () => {
  it('are those of the present frame: their memory serves the stills of the next frames', () => {
    const shown = layers(8);
    const canvases = new Map(shown.map((layer) => [layer, createCanvas(400, 300)]));
    const frame = new YuvFrame(painterOf(canvases, 1), FRAME, '#000000');
    const bytes = shown.map((layer, index) => {
      frame.make(
        [layer],
        index,
        () => false,
        () => createCanvas(1, 1),
      );
      return frame.yuv.buffer.byteLength;
    });
    expect(new Set(bytes).size).toBe(1);
  });

  it.each([
    [2, 0],
    [3, 1],
  ])('have a limit of pixels together, of which the largest %i leave %i to the painter', (count, painted) => {
    const shown = layers(count);
    const canvases = new Map(shown.map((layer) => [layer, { width: 4096, height: 4096 } as Canvas]));
    const frame = new YuvFrame(painterOf(canvases, 0), FRAME, '#000000');
    const whole = jest.fn(() => createCanvas(FRAME.width, FRAME.height));
    frame.make(shown, 0, () => false, whole);
    expect(whole).toHaveBeenCalledTimes(painted);
  });
});
