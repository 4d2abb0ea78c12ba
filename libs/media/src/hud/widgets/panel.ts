import type { Size } from '../../canvas/geometry';
import type { Point } from '../drawing/outline';
import type { MovingPen, StillPen } from '../drawing/pens';
import type { HudTimeline } from '../hud-timeline';

/** A part of the overlay. Units are pixels of a video whose shorter side has 1080, at font size 24. */
export interface HudPanel {
  size: Size;
  /** The unchanging parts; painted once per job. */
  paint(pen: StillPen): void;
  /** Draws the moving parts of a part of the video. */
  animate(pen: MovingPen, part: HudTimeline): void;
}

/** Replaces a number without a fix. */
export const DASHES = '––';

const RADIUS = 20;

/** Dark glass: readable on snow and at night, with a light upper edge. */
export function paintGlass({ context }: StillPen, { width, height }: Size, radius = RADIUS): void {
  glass(context, height, () => context.roundRect(1, 1, width - 2, height - 2, radius));
}

export function paintRoundGlass({ context }: StillPen, { x, y }: Point, radius: number): void {
  glass(context, y + radius, () => context.arc(x, y, radius - 1, 0, 2 * Math.PI));
}

function glass(context: StillPen['context'], height: number, shape: () => void): void {
  const fill = context.createLinearGradient(0, 0, 0, height);
  fill.addColorStop(0, 'rgba(24, 29, 36, 0.72)');
  fill.addColorStop(1, 'rgba(8, 10, 14, 0.84)');
  context.beginPath();
  shape();
  context.fillStyle = fill;
  context.fill();
  const edge = context.createLinearGradient(0, 0, 0, height);
  edge.addColorStop(0, 'rgba(255, 255, 255, 0.30)');
  edge.addColorStop(0.5, 'rgba(255, 255, 255, 0.10)');
  edge.addColorStop(1, 'rgba(255, 255, 255, 0.06)');
  context.strokeStyle = edge;
  context.lineWidth = 1.5;
  context.stroke();
}
