import type { SKRSContext2D } from '@napi-rs/canvas';
import { gradientFill } from './gradient';
import type { BorderEdge, PlacedBox } from './placed-item';
import { SIDES, type Side } from './shorthands';

/** Draws the background and the borders of a box. */
export function drawBox(context: SKRSContext2D, box: PlacedBox): void {
  const { x, y, width, height, fill, gradient } = box;
  const radius = Math.max(0, Math.min(box.radius, width / 2, height / 2));
  for (const paint of [fill, gradient && gradientFill(context, gradient, box)]) {
    if (paint === undefined) continue;
    context.fillStyle = paint;
    context.beginPath();
    context.roundRect(x, y, width, height, radius);
    context.fill();
  }
  const { top, right, bottom, left } = box.borders;
  const isUniform = [right, bottom, left].every(
    (edge) => edge.width === top.width && edge.style === top.style && edge.color === top.color,
  );
  if (isUniform && top.width > 0 && top.style !== 'double') drawFrame(context, box, top, radius);
  else for (const side of SIDES) drawSide(context, box, side);
}

function drawFrame(context: SKRSContext2D, box: PlacedBox, edge: BorderEdge, radius: number): void {
  const inset = edge.width / 2;
  const [width, height] = [Math.max(0, box.width - edge.width), Math.max(0, box.height - edge.width)];
  context.save();
  setLine(context, edge);
  context.beginPath();
  context.roundRect(box.x + inset, box.y + inset, width, height, Math.max(0, radius - inset));
  context.stroke();
  context.restore();
}

function drawSide(context: SKRSContext2D, { x, y, width, height, borders }: PlacedBox, side: Side): void {
  const edge = borders[side];
  if (edge.width <= 0) return;
  const lines = edge.style === 'double' && edge.width >= 3 ? [1 / 6, 5 / 6] : [1 / 2];
  context.save();
  setLine(context, { ...edge, width: lines.length > 1 ? edge.width / 3 : edge.width });
  for (const share of lines) {
    const depth = edge.width * share;
    const across = side === 'top' ? y + depth : y + height - depth;
    const along = side === 'left' ? x + depth : x + width - depth;
    context.beginPath();
    if (side === 'top' || side === 'bottom') {
      context.moveTo(x, across);
      context.lineTo(x + width, across);
    } else {
      context.moveTo(along, y);
      context.lineTo(along, y + height);
    }
    context.stroke();
  }
  context.restore();
}

function setLine(context: SKRSContext2D, { width, style, color }: BorderEdge): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  if (style === 'dashed') context.setLineDash([width * 3, width * 2]);
  if (style === 'dotted') {
    context.lineCap = 'round';
    context.setLineDash([0.01, width * 2]);
  }
}
