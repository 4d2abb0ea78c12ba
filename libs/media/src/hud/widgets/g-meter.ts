import { circle, type Point, rectangle, ring } from '../drawing/outline';
import { INK, type MovingPen, MUTED, type StillPen } from '../drawing/pens';
import type { HudMoment, HudTimeline } from '../hud-timeline';
import { DASHES, type HudPanel, paintRoundGlass } from './panel';

const SIZE = 220;
const MIDDLE = { x: SIZE / 2, y: SIZE / 2 };
/** The number is below the ring. */
const CENTER = { x: SIZE / 2, y: SIZE / 2 - 10 };
/** Units of the outer ring, and the g that it represents. */
const [RADIUS, FULL] = [72, 1];
const TOLERANCE = 0.6;

/** A friction circle: right in a right turn, up under acceleration; the dot stays inside the ring. */
export function gMeter(): HudPanel {
  return { size: { width: SIZE, height: SIZE }, paint, animate };
}

function paint(pen: StillPen): void {
  paintRoundGlass(pen, MIDDLE, SIZE / 2 - 2);
  pen.fill(ring(CENTER, RADIUS + 1, RADIUS - 1), INK, 0.55);
  pen.fill(ring(CENTER, RADIUS / 2 + 0.8, RADIUS / 2 - 0.8), INK, 0.28);
  pen.fill(rectangle(CENTER.x - RADIUS, CENTER.y - 0.7, 2 * RADIUS, 1.4), INK, 0.22);
  pen.fill(rectangle(CENTER.x - 0.7, CENTER.y - RADIUS, 1.4, 2 * RADIUS), INK, 0.22);
  pen.text('0.5', { x: CENTER.x + 4, y: CENTER.y - RADIUS / 2 - 4 }, { size: 12, weight: 'medium', opacity: MUTED });
  pen.text('1 G', { x: CENTER.x + 4, y: CENTER.y - RADIUS - 5 }, { size: 12, weight: 'medium', opacity: MUTED });
}

function forces({ sample }: HudMoment): { lateral: number; longitudinal: number } | undefined {
  if (sample?.lateralG === undefined || sample.longitudinalG === undefined) return undefined;
  return { lateral: sample.lateralG, longitudinal: sample.longitudinalG };
}

function dotAt(moment: HudMoment): [number, number] | undefined {
  const force = forces(moment);
  if (!force) return undefined;
  const length = Math.hypot(force.lateral, force.longitudinal);
  const scale = (RADIUS / FULL) * (length > FULL ? FULL / length : 1);
  return [force.lateral * scale, -force.longitudinal * scale];
}

const HALO = circle({ x: 0, y: 0 }, 15);
const DOT = circle({ x: 0, y: 0 }, 9.5);

function animate(pen: MovingPen, timeline: HudTimeline): void {
  const place = ([x = 0, y = 0]: readonly number[]): Point => ({ x: CENTER.x + x, y: CENTER.y + y });
  for (const { from, to, start, end } of timeline.motions(dotAt, TOLERANCE)) {
    const way = { at: place(start), to: place(end) };
    pen.draw(HALO, { from, to }, { layer: 2, color: pen.theme.accent, opacity: 0.28, ...way });
    pen.draw(
      DOT,
      { from, to },
      {
        layer: 3,
        color: pen.theme.accent,
        edge: { width: 1.6, blur: 0.4, opacity: 0.5 },
        ...way,
      },
    );
  }
  const texts = timeline.held((moment) => {
    const force = forces(moment);
    return force ? Math.hypot(force.lateral, force.longitudinal).toFixed(1) : DASHES;
  });
  for (const { value, ...span } of texts) {
    const isMissing = value === DASHES;
    pen.text(isMissing ? DASHES : `${value} G`, span, { x: CENTER.x, y: SIZE - 15 }, { size: 18, align: 'center' });
    if (isMissing) pen.draw(ring({ x: 0, y: 0 }, 9.5, 6.5), span, { layer: 3, color: INK, opacity: MUTED, at: CENTER });
  }
}
