import { createCanvas } from '@napi-rs/canvas';
import { drawBox } from './draw-box';
import type { PlacedBox } from './placed-item';

describe('a box', () => {
  it('has sharp corners with a radius below 0', () => {
    const context = createCanvas(20, 20).getContext('2d');
    const none = { width: 0, style: 'solid', color: 'red' } as const;
    const borders = { top: none, right: none, bottom: none, left: none };
    const box: PlacedBox = { kind: 'box', x: 0, y: 0, width: 20, height: 20, fill: 'red', radius: -5, borders };
    drawBox(context, box);
    expect(context.getImageData(0, 0, 1, 1).data[3]).toBe(255);
  });
});
