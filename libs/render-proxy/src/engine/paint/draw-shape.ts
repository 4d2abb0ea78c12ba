import { cssColor, type Size } from '@app/media';
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { ShapeAsset } from '../../edit/edit';

/**
 * Draws the shape in the middle of its box, with the outline centred on its edge. Sizes below 0, which the schema does
 * not exclude, count as 0.
 */
export function drawShape(context: SKRSContext2D, asset: ShapeAsset, { width, height }: Size): void {
  const outline = asset.stroke?.width ?? 0;
  // The outer edge lies on whole pixels, so that it stays crisp.
  const start = (room: number, side: number) => Math.floor((room - side - outline) / 2) + outline / 2;
  context.beginPath();
  if (asset.shape === 'circle') {
    const radius = Math.max(0, asset.circle?.radius ?? 50);
    context.arc(start(width, 2 * radius) + radius, start(height, 2 * radius) + radius, radius, 0, Math.PI * 2);
  } else {
    const { width: w, height: h, cornerRadius = 0 } = rectangleOf(asset);
    const radius = Math.max(0, Math.min(cornerRadius, w / 2, h / 2));
    context.roundRect(start(width, w), start(height, h), Math.max(0, w), Math.max(0, h), radius);
  }
  context.fillStyle = cssColor(asset.fill?.color ?? '#ffffff', asset.fill?.opacity);
  context.fill();
  if (outline === 0) return;
  context.strokeStyle = cssColor(asset.stroke?.color ?? '#000000');
  context.lineWidth = outline;
  context.stroke();
}

function rectangleOf({ shape, rectangle, line }: ShapeAsset): { width: number; height: number; cornerRadius?: number } {
  if (shape === 'line') return { width: line?.length ?? 100, height: line?.thickness ?? 10 };
  return rectangle ?? { width: 100, height: 100 };
}
