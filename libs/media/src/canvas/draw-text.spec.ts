import { createCanvas } from '@napi-rs/canvas';
import { fillRounded } from './draw-text';

describe('a background', () => {
  it.each([
    ['a radius below 0', { x: 0, y: 0, width: 20, height: 20 }, -5],
    ['a padding below 0 that leaves no width', { x: 10, y: 0, width: -4, height: 20 }, 3],
  ])('with %s has sharp corners', (_what, rect, radius) => {
    const context = createCanvas(20, 20).getContext('2d');
    fillRounded(context, rect, radius, 'red');
    expect(context.getImageData(7, 0, 1, 1).data[3]).toBe(255);
  });
});
