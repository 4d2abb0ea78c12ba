import { createCanvas } from '@napi-rs/canvas';
import type { ShapeAsset } from '../../edit/edit';
import { drawShape } from './draw-shape';

const SIZE = { width: 40, height: 40 };

/** Number of pixels that the shape covers. */
function painted(asset: Omit<ShapeAsset, 'type'>): number {
  const context = createCanvas(SIZE.width, SIZE.height).getContext('2d');
  drawShape(context, { type: 'shape', ...asset }, SIZE);
  return context.getImageData(0, 0, SIZE.width, SIZE.height).data.filter((value, index) => index % 4 === 3 && value > 0)
    .length;
}

describe('a shape', () => {
  it('is as large as it says', () => {
    expect(painted({ shape: 'rectangle', rectangle: { width: 20, height: 10 } })).toBe(200);
    expect(painted({ shape: 'circle', circle: { radius: 10 } })).toBeGreaterThan(300);
  });

  it.each<[string, Omit<ShapeAsset, 'type'>]>([
    ['radius', { shape: 'circle', circle: { radius: -911 } }],
    ['height', { shape: 'rectangle', rectangle: { width: 30, height: -8, cornerRadius: 34 } }],
    ['length', { shape: 'line', line: { length: -1, thickness: 4 } }],
  ])('is not visible with a %s below 0', (_what, asset) => {
    expect(painted(asset)).toBe(0);
  });

  it('has sharp corners with a corner radius below 0', () => {
    expect(painted({ shape: 'rectangle', rectangle: { width: 20, height: 10, cornerRadius: -5 } })).toBe(200);
  });
});
