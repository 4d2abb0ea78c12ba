import { circle, moved, type Outline, onCircle, polygon, ring, stroke } from '../drawing/outline';
import { INK, type MovingPen, MUTED, type StillPen } from '../drawing/pens';
import type { HudTimeline } from '../hud-timeline';
import { DASHES, type HudPanel, paintGlass } from './panel';

const SIZE = { width: 250, height: 220 };
/** The point where the tyre touches the road; the motorcycle turns around it. */
const PIVOT = { x: SIZE.width / 2, y: 148 };
const RADIUS = 112;
const MOST = 60;
const TOLERANCE = 0.6;

/** A motorcycle from behind that leans like the real one, on a scale from 60° left to 60° right. */
export function leanMeter(): HudPanel {
  return { size: SIZE, paint, animate };
}

function paint(pen: StillPen): void {
  paintGlass(pen, SIZE);
  for (let angle = -MOST; angle <= MOST; angle += 5) {
    const isMajor = angle % 15 === 0;
    const line = [onCircle(PIVOT, RADIUS - (isMajor ? 12 : 6), angle), onCircle(PIVOT, RADIUS, angle)];
    pen.fill(stroke(line, isMajor ? 2.8 : 1.4), INK, isMajor ? 0.9 : 0.4);
  }
  pen.fill(
    stroke(
      [
        { x: PIVOT.x - 44, y: PIVOT.y + 4 },
        { x: PIVOT.x + 44, y: PIVOT.y + 4 },
      ],
      2,
    ),
    INK,
    0.35,
  );
}

/** Tyre, tail, shoulders, arms and helmet around the origin, upright. */
const RIDER: Outline = moved(
  [
    ...stroke(
      [
        { x: 0, y: -6 },
        { x: 0, y: -30 },
      ],
      13,
    ),
    ...polygon([
      { x: -9, y: -34 },
      { x: 9, y: -34 },
      { x: 14, y: -48 },
      { x: 19, y: -66 },
      { x: 11, y: -74 },
      { x: -11, y: -74 },
      { x: -19, y: -66 },
      { x: -14, y: -48 },
    ]),
    ...stroke(
      [
        { x: -17, y: -66 },
        { x: -25, y: -50 },
      ],
      7,
    ),
    ...stroke(
      [
        { x: 17, y: -66 },
        { x: 25, y: -50 },
      ],
      7,
    ),
    ...circle({ x: 0, y: -84 }, 9.5),
  ],
  { x: 0, y: 0 },
  0.86,
);

function animate(pen: MovingPen, timeline: HudTimeline): void {
  const clamp = (lean: number) => Math.min(MOST, Math.max(-MOST, lean));
  const motions = timeline.motions(
    ({ sample }) => (sample?.lean === undefined ? undefined : [clamp(sample.lean)]),
    TOLERANCE,
  );
  const pointer = polygon([
    { x: 0, y: -RADIUS + 14 },
    { x: 7, y: -RADIUS + 27 },
    { x: -7, y: -RADIUS + 27 },
  ]);
  for (const { from, to, start, end } of motions) {
    const turn = { from: start[0] ?? 0, to: end[0] ?? 0 };
    pen.draw(RIDER, { from, to }, { layer: 2, color: INK, at: PIVOT, turn });
    pen.draw(pointer, { from, to }, { layer: 3, color: pen.theme.accent, at: PIVOT, turn });
  }
  const texts = timeline.held(({ sample }) => {
    if (sample?.lean === undefined) return DASHES;
    const degrees = Math.abs(Math.round(sample.lean));
    return degrees === 0 ? '0°' : `${degrees}° ${sample.lean < 0 ? 'L' : 'R'}`;
  });
  for (const { value, ...span } of texts) {
    pen.text(value, span, { x: PIVOT.x, y: SIZE.height - 18 }, { size: 36, align: 'center' });
    if (value === DASHES)
      pen.draw(ring({ x: 0, y: 0 }, 9, 6), span, {
        layer: 3,
        color: INK,
        opacity: MUTED,
        at: { x: PIVOT.x, y: PIVOT.y - 50 },
      });
  }
}
